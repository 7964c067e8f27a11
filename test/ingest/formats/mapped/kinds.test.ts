import { describe, expect, it } from '@jest/globals';
import { formats } from '../../../../ingest/formats/index.js';
import { createMappedFormat, mapped } from '../../../../ingest/formats/mapped.js';
import type { ConsignmentRecord } from '../../../../ingest/records/cargo.js';
import type { SeizureRecord } from '../../../../ingest/records/seizures.js';
import { readAll, recogniseFile, writeFile } from '../../support/samples.js';
import { header, mappingOf, people, read, title } from './tables.js';

describe('mapped: other files and kinds', () => {
  it('reads JSON lines by path, arrays side by side into elements of their own', async () => {
    const { records, unmapped } = await read(
      `
version: 1
source: mapped-specimens
kind: consignment
input: {type: jsonl}
key: doc.id
fields:
  mrn: doc.mrn
  parties[role=CONSIGNOR].name: parties.from.name
  parties[role=CONSIGNEE].name: parties.to.name
  goodsItems.description: {column: 'lines[].text'}
  goodsItems.grossMassKg: {column: 'lines[].mass', unit: {column: 'lines[].unit'}}
  goodsItems.hs6: {column: 'lines[].hs'}
  transportEquipment: {column: containers}
  transportEquipment.seals: {column: 'seals'}
`,
      [
        JSON.stringify({
          doc: { id: 'ID', mrn: '26NL000000000000A8', note: 'x' },
          parties: { from: { name: 'EXEMPLAR BV' }, to: { name: 'SPECIMEN Ltd' } },
          lines: [
            { text: 'Bananas', mass: '2', unit: 't', hs: '0803.90' },
            { text: 'Crates', mass: 10, unit: 'lb' },
          ],
          containers: ['CSQU3054383'],
          seals: [['S1', 'S2']],
        }).replace('"ID"', '12345678901234567'),
        '[1]',
        'no json',
      ].join('\n'),
      'rows.jsonl',
    );
    const [record, ...rejects] = records as ConsignmentRecord[];
    expect(rejects).toEqual([]);
    expect(record).toMatchObject({
      sourceRef: '12345678901234567',
      parties: [
        { role: 'CONSIGNOR', name: 'EXEMPLAR BV' },
        { role: 'CONSIGNEE', name: 'SPECIMEN Ltd' },
      ],
      goodsItems: [
        { sequence: 1, description: 'Bananas', grossMassKg: 2000, hs6: '080390' },
        { sequence: 2, description: 'Crates', grossMassKg: 4.5359237 },
      ],
      transportEquipment: [{ sequence: 1, containerId: 'CSQU3054383', seals: ['S1', 'S2'] }],
    });
    expect(unmapped).toEqual({ 'doc.note': 1 });
  });

  it('makes an element of each numbered column, its unit beside it', async () => {
    const { records } = await read(
      `
version: 1
source: mapped-specimens
kind: seizure
input: {type: tsv, decimal: ','}
key: {hash: row}
fields:
  seizedAt: {column: when, dateTime: {format: dd.MM.yyyy HH:mm, zone: Europe/Brussels}}
  items.category: {value: DRUGS}
  items.drug: {columns: drug_*}
  items.quantity: {columns: qty_*, unit: {column: unit_*}}
  items.value: {columns: [v1, v2], money: {currency: EUR}}
`,
      'when\tdrug_1\tqty_1\tunit_1\tdrug_2\tqty_2\tunit_2\tv1\tv2\n01.07.2026 14:00\tCocaine\t1,5\tkg\tKhat\t2\tlbs\t10,50\t\n01.07.2026 14:00\tHeroin\t1\tkg\t\t\t\t\t\n01.07.2026 14:00\tHeroin\t1\tkg\t\t\t\t\t\n',
      'rows.tsv',
    );
    const seizures = records as SeizureRecord[];
    expect(seizures[0]).toMatchObject({
      seizedAt: '2026-07-01T12:00:00Z',
      items: [
        {
          category: 'DRUGS',
          drug: 'Cocaine',
          quantity: 1.5,
          unit: 'KGM',
          normalisedKg: 1.5,
          value: { minorUnits: 1050, currency: 'EUR' },
        },
        { category: 'DRUGS', drug: 'Khat', quantity: 2, unit: 'LBR', normalisedKg: 0.90718474 },
      ],
    });
    expect(seizures[1]?.items).toHaveLength(1);
    expect(seizures[2]?.sourceRef).toBe(`${seizures[1]?.sourceRef}#2`);
  });

  it('leaves out rows by condition and counts them; columns without a header are numbered', async () => {
    const { records, unmapped } = await read(
      `
version: 1
source: mapped-specimens
kind: organization
input: {type: csv, delimiter: '|', header: false, where: [{column: '#3', is: [company]}, {column: '#2', empty: false}]}
key: ['#1', '#2']
fields: {names: '#2'}
ignore: rest
`,
      'a/b|EXEMPLAR GmbH|Company\n2|Person|person\n3||company\n',
    );
    expect(records.map(({ sourceRef }) => sourceRef)).toEqual(['a%2Fb/EXEMPLAR GmbH']);
    expect(unmapped).toEqual({ '(row left out by where)': 2 });
  });

  it('does with errors what the mapping says', async () => {
    const fields = (onError: string) => `
version: 1
source: mapped-specimens
kind: vesselRecord
input: {type: csv}
key: id
fields: {names: name, imo: {column: imo, onError: ${onError}}}
`;
    const file = 'id,name,imo\n1,Exemplar,9074728\n';
    expect((await read(fields('flag'), file)).records).toMatchObject([{ qualityFlags: ['IMO_CHECK_DIGIT'] }]);
    expect((await read(fields('null'), file)).records[0]).not.toHaveProperty('qualityFlags');
    expect((await read(fields('reject'), file)).rejects).toMatchObject([{ field: 'imo', reason: 'imo.checkDigit' }]);
  });

  it('reads aircraft by their marks, in whatever writing, and flags what is no mark and no 24-bit address', async () => {
    const mapping = `
version: 1
source: mapped-specimens
kind: aircraftRecord
input: {type: csv}
key: id
fields: {names: tail, registration: tail, pastRegistrations: {column: before, split: '/'}, icaoAddress: hex, model: model, buildDate: built}
`;
    const file = 'id,tail,before,hex,model,built\n1,qx exm,QX-OLD/qy-1,00abcd,EX-1,1999\n2,n/a,,FFFFFF,,\n';
    const { records, rejects } = await read(mapping, file);
    expect(rejects).toEqual([]);
    expect(records).toMatchObject([
      {
        kind: 'aircraftRecord',
        names: [{ name: 'qx exm', kind: 'NAME' }],
        registration: 'QXEXM',
        pastRegistrations: ['QX-OLD', 'QY-1'],
        icaoAddress: '00ABCD',
        model: 'EX-1',
        buildDate: '1999',
      },
      { registration: 'n/a', qualityFlags: ['ICAO_ADDRESS_FORM', 'REGISTRATION_FORM'] },
    ]);
    expect(records[0]).not.toHaveProperty('qualityFlags');
  });

  it('makes one record of rows that follow one another with one key, where the mapping says so', async () => {
    const lines = (sameKey: string) => `
version: 1
source: mapped-specimens
kind: consignment
input: {type: csv}
key: bl
${sameKey}
fields:
  transportDocument.reference: bl
  vesselName: ship
  parties[role=CONSIGNOR].name: shipper
  goodsItems: goods
  goodsItems.grossMassKg: kg
  transportEquipment: box
`;
    const file =
      'bl,ship,shipper,goods,kg,box\nB1,,EXEMPLAR,Crates,5,CSQU3054383\nB1,Fictius,EXEMPLAR,Crates,5,CSQU3054383\nB1,Other,SPECIMEN,Pears,7,\nB2,,EXEMPLAR,Plums,1,\nB1,,EXEMPLAR,Late,1,\n';
    const { records, rejects } = await read(lines('sameKey: merge'), file);
    expect(records).toMatchObject([
      {
        sourceRef: 'B1',
        origin: { line: 2 },
        raw: expect.stringMatching(/^B1.*\nB1.*\nB1.*$/),
        vesselName: 'Fictius',
        parties: [{ name: 'EXEMPLAR' }, { name: 'SPECIMEN' }],
        goodsItems: [
          { sequence: 1, description: 'Crates', grossMassKg: 5 },
          { sequence: 2, description: 'Crates', grossMassKg: 5 },
          { sequence: 3, description: 'Pears', grossMassKg: 7 },
        ],
        transportEquipment: [{ sequence: 1, containerId: 'CSQU3054383' }],
        qualityFlags: ['FIRST_OF_SEVERAL'],
      },
      { sourceRef: 'B2' },
    ]);
    expect(rejects).toMatchObject([{ line: 6, reason: 'key.repeated' }]);
    expect((await read(lines(''), file)).rejects).toHaveLength(3);
  });

  it('adds a row without a name to the record of its key, and refuses it where there is none', async () => {
    const mapping =
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nsameKey: merge\nfields: {names: name, birthDates: born}\n';
    const file = 'id,name,born\n1,EXEMPLAROV,\n1,,1970\n1,,1971\n2,,1980\n3,SPECIMEN,\n4,,1990\n4,MUSTER,\n';
    const { records, rejects } = await read(mapping, file);
    expect(records).toMatchObject([
      { sourceRef: '1', names: [{ name: 'EXEMPLAROV' }], birthDates: ['1970', '1971'] },
      { sourceRef: '3', names: [{ name: 'SPECIMEN' }] },
      { sourceRef: '4', names: [{ name: 'MUSTER' }] },
    ]);
    expect(rejects).toMatchObject([
      { line: 5, field: 'names', reason: 'name.missing' },
      { line: 7, field: 'names', reason: 'name.missing' },
    ]);
    expect((await read(mapping.replace('sameKey: merge\n', ''), file)).rejects).toHaveLength(4);
  });

  it('puts the name before the alias whose row came first: the record was called by its alias', async () => {
    const { records } = await read(
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nsameKey: merge\nfields: {names: name, names.kind: {column: kind, map: {aka: ALIAS, primary: NAME}}}\n',
      'id,name,kind\n1,Vanya,aka\n1,EXEMPLAROV,primary\n',
    );
    expect(records).toMatchObject([
      {
        names: [
          { name: 'EXEMPLAROV', kind: 'NAME' },
          { name: 'Vanya', kind: 'ALIAS' },
        ],
      },
    ]);
  });

  it('merges no rows that state different envelopes', async () => {
    const mapping =
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nsameKey: merge\nenvelope: {classification: {column: level}}\nfields: {names: name}\n';
    const { records, rejects } = await read(mapping, 'id,name,level\n1,EXEMPLAROV,PUBLIC\n1,SPECIMEN,SECRET_UE\n');
    expect(records).toMatchObject([{ names: [{ name: 'EXEMPLAROV' }], envelope: { classification: 'PUBLIC' } }]);
    expect(rejects).toMatchObject([{ line: 3, reason: 'envelope.differs' }]);
  });

  it('keeps a number whose check digit is wrong as it is stated, in a required field too', async () => {
    const { records } = await read(
      'version: 1\nsource: mapped-specimens\nkind: consignment\ninput: {type: csv}\nkey: id\nfields: {transportEquipment: box}\n',
      'id,box\n1,CSQU3054384\n',
    );
    expect(records).toMatchObject([
      { transportEquipment: [{ containerId: 'CSQU3054384' }], qualityFlags: ['CONTAINER_CHECK_DIGIT'] },
    ]);
  });

  it('yields the same items in the same order, when it is read again', async () => {
    const format = createMappedFormat(mappingOf(people));
    const path = writeFile('rows.csv', [title, header, '1;EINS;A;;;;;;;;;;', '1;ZWEI;B;;;;;;;;;;'].join('\n'));
    expect((await readAll(format, [path])).items).toEqual((await readAll(format, [path])).items);
  });

  it('is listed without its mapping, takes no file for its own, and says what it needs', async () => {
    expect(formats.get('mapped')).toBe(mapped);
    expect(await recogniseFile(mapped, writeFile('rows.csv', `${title}\n${header}\n`))).toBeNull();
    await expect(readAll(mapped, [])).rejects.toMatchObject({
      message: 'The format mapped needs a mapping: --mapping FILE.',
    });
  });

  it('has the mapping`s source, kind and constants for its own', () => {
    const format = createMappedFormat(mappingOf(people.replace('source: mapped-specimens', 'source: watchlist')));
    expect(format).toMatchObject({
      name: 'mapped',
      source: 'watchlist',
      kinds: ['person'],
      envelope: { handlingCodes: ['H1'] },
    });
  });
});
