import { describe, expect, it } from '@jest/globals';
import { unlocode } from '../../../../ingest/formats/codeLists/unlocode.js';
import type { CodeRecord } from '../../../../ingest/records/directory.js';
import { describeWithReal, readAll, realFile, recogniseFile, writeFile } from '../../support/samples.js';
import { allRealFiles } from '../realFiles.js';

// All places but the real files' are invented.
async function read(name: string, text: string | Buffer) {
  const { records, rejects, unmapped } = await readAll(unlocode, [writeFile(name, text)]);
  return { records: records as CodeRecord[], rejects, unmapped };
}

describe('unlocode in parts without a header', () => {
  const lines = [
    ',"NL",,".NETHERLANDS",,,,,,,,',
    ',"NL","XXA","Exemplaarstad","Exemplaarstad","ZH","12345---","AF","0401",,"5155N 00430E",',
    '"+","NL","XXB","Fictië","Fictie","","--3-----","RL","9811","FIC","","Invented, with a comma"',
    '"=","NL","","Exampletown = Exemplaarstad","Exampletown = Exemplaarstad","",,"",,"","",""',
  ];

  it('reads countries, places and reference names, with functions, month and position', async () => {
    const file = Buffer.from(lines.join('\r\n'), 'latin1');
    const { records, rejects, unmapped } = await read('2024-1 UNLOCODE CodeListPart2.csv', file);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    expect(records).toMatchObject([
      { sourceRef: 'unlocode/NL', code: 'NL', name: 'NETHERLANDS', version: '2024-1' },
      {
        kind: 'code',
        list: 'unlocode',
        sourceRef: 'unlocode/NLXXA',
        code: 'NLXXA',
        name: 'Exemplaarstad',
        parent: 'NL',
        version: '2024-1',
        validFrom: '2004-01',
        origin: { line: 2 },
        raw: lines[1],
        qualityFlags: [],
      },
      {
        code: 'NLXXB',
        name: 'Fictië',
        validFrom: '1998-11',
        properties: {
          change: 'ADDED',
          nameWithoutDiacritics: 'Fictie',
          status: 'RL',
          functions: ['3'],
          iata: 'FIC',
          remarks: 'Invented, with a comma',
        },
      },
      { code: 'NL/Exampletown', name: 'Exampletown = Exemplaarstad', properties: { listedAs: 'Exemplaarstad' } },
    ]);
    expect(records[1]?.properties).toEqual({
      subdivision: 'ZH',
      status: 'AF',
      functions: ['1', '2', '3', '4', '5'],
      latitude: 51 + 55 / 60,
      longitude: 4.5,
    });
  });

  it('reads the table of subdivisions that UNECE packs beside the parts: it has no header either', async () => {
    const path = writeFile(
      '2024-1 SubdivisionCodes.csv',
      '"NL","XX","Exempelland","Province"\r\n"NL","X1","Exemplaar, Stad"\r\n"NL","","Naamloos","Province"\r\n',
    );
    expect(await recogniseFile(unlocode, path)).toEqual({ version: 'parts', part: 'subdivisions' });
    const { records, rejects } = await readAll(unlocode, [
      path,
      writeFile('2024-1 UNLOCODE CodeListPart2.csv', lines.join('\r\n')),
    ]);
    expect(records.slice(0, 3)).toMatchObject([
      {
        list: 'unlocode-subdivisions',
        code: 'NL-XX',
        name: 'Exempelland',
        parent: 'NL',
        version: '2024-1',
        properties: { type: 'Province' },
      },
      { code: 'NL-X1', name: 'Exemplaar, Stad' },
      { list: 'unlocode', code: 'NL' },
    ]);
    expect(rejects).toMatchObject([{ line: 3, field: 'SUCode', reason: 'code.missing' }]);
    const other = writeFile(
      'other.csv',
      '"QX","XX","Nowhere","Province"\n"AA","12","Text","Other"\n"QQ","1","A","B"\n',
    );
    expect(await recogniseFile(unlocode, other)).toBeNull();
  });

  it('flags what has not the form of the list, and keeps the place', async () => {
    const { records, rejects } = await read(
      'part.csv',
      [
        ...lines.slice(0, 3),
        ',"NL","X0A","Fehlerdorf","Fehlerdorf",,"--3-----","RL","9913",,"5199N 00430E",',
        ',"QQ","XXA","Nirgendwo","Nirgendwo",,"3","rl","0401",,"5155S 18130W",',
        ',"NL","","Namenlos","Namenlos",,"--3-----","RL","0401",,,',
      ].join('\n'),
    );
    expect(records.slice(3).map(({ code, qualityFlags, version }) => [code, qualityFlags, version])).toEqual([
      ['NLX0A', ['LOCODE_FORM', 'COORDINATES_FORM', 'DATE_IMPOSSIBLE'], 'unstated'],
      ['QQXXA', ['LOCODE_FORM', 'FUNCTION_FORM', 'STATUS_FORM', 'COORDINATES_FORM'], 'unstated'],
    ]);
    expect(rejects).toMatchObject([{ line: 6, field: 'Location', reason: 'code.missing' }]);
  });
});

describe('unlocode with a header', () => {
  it('finds columns by name, the other way round too, and says which it does not know', async () => {
    const { records, unmapped } = await read(
      'loc231 code-list.csv',
      '\uFEFFLocation;Country;Name;Status;Function;Coordinates;Date;Mood\nXXA;NL;Exemplaarstad;1-------;AF;5155N 00430W;2301;fine\n',
    );
    expect(records).toMatchObject([
      {
        code: 'NLXXA',
        version: '2023-1',
        validFrom: '2023-01',
        properties: { status: 'AF', functions: ['1'], longitude: -4.5 },
      },
    ]);
    expect(unmapped).toEqual({ Mood: 1 });
  });

  it('reads the first edition with a header: one column for the code, zeros of the year lost', async () => {
    const { records, rejects, unmapped } = await read(
      'un-locode.csv',
      'ISO 3166-1,Country Name,Ch,LOCODE,Name,NameWoDiacritics,SubDiv,Function,Status,Date,IATA,Coordinates,Remarks\nNL,Netherlands,+,NL XXA,Fictië,Fictie,ZH,--3-----,RQ,307,,5155N 00430E,\nNL,Netherlands,,NL XXB,Exempel,Exempel,,1-------,RL,1,,,\nNL,Netherlands,,,Nameless,Nameless,,1-------,RL,1,,,\n',
    );
    expect(records).toMatchObject([
      {
        sourceRef: 'unlocode/NLXXA',
        parent: 'NL',
        validFrom: '2003-07',
        properties: { change: 'ADDED', subdivision: 'ZH', status: 'RQ', functions: ['3'], longitude: 4.5 },
        qualityFlags: ['LEADING_ZERO_LOST'],
      },
      { sourceRef: 'unlocode/NLXXB', validFrom: '2000-01', qualityFlags: ['LEADING_ZERO_LOST'] },
    ]);
    expect(rejects).toMatchObject([{ line: 4, field: 'Location', reason: 'code.missing' }]);
    expect(unmapped).toEqual({});
  });

  it('keeps a place that is listed under two names twice', async () => {
    const { records } = await read(
      'BE.csv',
      'country,location,name,nameWoDiacritics,subdivision,status,function,iata,lat,lon\n' +
        'BE,XXA,Exempel (Exemple),Exempel (Exemple),BRU,AI,1234----,,50.8,4.3\n' +
        'BE,XXA,Exemple (Exempel),Exemple (Exempel),BRU,AI,1234----,,50.8,4.3\n',
    );
    expect(records.map(({ sourceRef, code }) => [sourceRef, code])).toEqual([
      ['unlocode/BEXXA', 'BEXXA'],
      ['unlocode/BEXXA#2', 'BEXXA'],
    ]);
  });

  it('puts a name together that its publisher split at the comma', async () => {
    const { records } = await read(
      'AT.csv',
      'country,location,name,nameWoDiacritics,subdivision,status,function,iata,lat,lon,geocoded\n' +
        'AT,XXA,"""Exempelsdorf"," Baden""","""Exempelsdorf"," Baden""",3,--3-----,48.36,16.01,true\n',
    );
    expect(records).toMatchObject([
      {
        code: 'ATXXA',
        name: 'Exempelsdorf, Baden',
        qualityFlags: ['NAME_SPLIT'],
        properties: { subdivision: '3', functions: ['3'], latitude: 48.36, longitude: 16.01, geocoded: true },
      },
    ]);
  });

  it('rejects a row of another width with the header that makes it a file again', async () => {
    const header = 'country,location,name,nameWoDiacritics,subdivision,status,function,iata,lat,lon';
    const { records, rejects } = await read('NL.csv', `${header}\nNL,XXA\nNL,XXB,B,B,,AF,1-------,,1,2\n`);
    expect(records).toHaveLength(1);
    expect(rejects).toMatchObject([
      { line: 2, reason: 'fields.wrongNumber', raw: 'NL,XXA', frame: { before: `${header}\n`, after: '' } },
    ]);
  });

  it('refuses a delivery with a file of another format', async () => {
    const file = writeFile('other.csv', 'code,name\nNL,Netherlands\n');
    await expect(readAll(unlocode, [file])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(readAll(unlocode, [])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

const files = allRealFiles()
  .filter((path) => path.startsWith('reference/unlocode/'))
  .map((path) => realFile(path));

describeWithReal('unlocode over the real files', [realFile('reference', 'unlocode', 'by-country')], () => {
  it('reads 75,547 places of 55 countries and four tables, and rejects none', async () => {
    const { records, rejects, unmapped } = await readAll(unlocode, files);
    expect(rejects).toEqual([]);
    expect(unmapped).toEqual({});
    const codes = records as CodeRecord[];
    expect(countBy(codes.map(({ list }) => list))).toEqual({
      unlocode: 75_547,
      'unlocode-countries': 249,
      'unlocode-subdivisions': 4678,
      'unlocode-functions': 11,
      'unlocode-statuses': 14,
    });
    expect(new Set(codes.map(({ sourceRef }) => sourceRef)).size).toBe(80_499);
    expect(codes.filter(({ sourceRef }) => sourceRef.includes('#'))).toHaveLength(111);
    expect(countBy(codes.flatMap(({ qualityFlags = [] }) => qualityFlags))).toEqual({
      NAME_SPLIT: 195,
      LOCODE_FORM: 3,
      COORDINATES_FORM: 9,
      NAME_DAMAGED: 11_786,
    });
    expect(codes.find(({ sourceRef }) => sourceRef === 'unlocode/NLRTM')).toMatchObject({
      name: 'Rotterdam',
      parent: 'NL',
    });
  });
});

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
