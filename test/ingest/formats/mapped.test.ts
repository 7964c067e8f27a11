import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import type { ConsignmentRecord } from '../../../ingest/records/cargo.js';
import type { SeizureRecord } from '../../../ingest/records/seizures.js';
import { describeWithReal, readAll, realFile, writeFile } from '../support/samples.js';
import { header, mappingOf, people, read, readPeople, title } from './mapped/tables.js';

describe('mapped: a table of persons', () => {
  it('makes records of rows: names from two columns, aliases from numbered ones, dates as exact as they are', async () => {
    const { records, rejects } = await readPeople(
      '7;EXEMPLAROV;Ivan;31.01.1970;Russland/NL;m;AB 12;DEU;SPECIMEN;;V;;',
      '8;MUSTERFRAU;Erika;00.00.1964;DEU;W;n/a;;;"Erika; M";;x;',
    );
    expect(rejects).toEqual([]);
    expect(records).toEqual([
      {
        kind: 'person',
        sourceRef: '7',
        origin: { file: 'rows.csv', line: 3 },
        raw: '7;EXEMPLAROV;Ivan;31.01.1970;Russland/NL;m;AB 12;DEU;SPECIMEN;;V;;',
        names: [
          { name: 'EXEMPLAROV, Ivan', kind: 'NAME' },
          { name: 'SPECIMEN', kind: 'ALIAS' },
        ],
        birthDates: ['1970-01-31'],
        nationalities: ['RU', 'NL'],
        gender: 'male',
        identifications: [{ type: 'PASSPORT', number: 'AB 12', country: 'DE' }],
        envelope: { dataSubjectCategory: 'SUSPECT' },
      },
      {
        kind: 'person',
        sourceRef: '8',
        origin: { file: 'rows.csv', line: 4 },
        raw: '8;MUSTERFRAU;Erika;00.00.1964;DEU;W;n/a;;;"Erika; M";;x;',
        names: [
          { name: 'MUSTERFRAU, Erika', kind: 'NAME' },
          { name: 'Erika; M', kind: 'ALIAS' },
        ],
        birthDates: ['1964'],
        nationalities: ['DE'],
        gender: 'female',
      },
    ]);
  });

  it('flags what it cannot read in a field and keeps the rest', async () => {
    const { records } = await readPeople('1;FALSCH;Udo;31.02.1964;Utopia;Q;;;;;;;');
    expect(records).toMatchObject([
      { names: [{ name: 'FALSCH, Udo' }], qualityFlags: ['CODE_UNKNOWN', 'COUNTRY_UNKNOWN', 'DATE_IMPOSSIBLE'] },
    ]);
    expect(records[0]).not.toHaveProperty('birthDates');
  });

  it('rejects a row without key or name, a repeated key, and a protection that it cannot read', async () => {
    const { records, rejects } = await readPeople(
      '1;EINS;A;;;;;;;;;;',
      ';ZWEI;B;;;;;;;;;;',
      '1;DREI;C;;;;;;;;;;',
      '4;;;;;;;;;;;;',
      '5;FUNF;E;;;;;;;;Q;;',
      'broken;row',
    );
    expect(records).toHaveLength(1);
    expect(rejects.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [4, 'key', 'key.missing'],
      [5, 'key', 'key.repeated'],
      [6, 'names', 'name.missing'],
      [7, 'envelope.dataSubjectCategory', 'code.unknown'],
      [8, undefined, 'fields.wrongNumber'],
    ]);
  });

  it('frames a reject so that it can be read again by itself', async () => {
    const { rejects } = await readPeople('4;;;;;;;;;;;;');
    const [reject] = rejects;
    const again = `${reject?.frame?.before}${String(reject?.raw).replace('4;;', '4;VIER;')}${reject?.frame?.after}`;
    const { records } = await read(people, again);
    expect(records).toMatchObject([{ sourceRef: '4', names: [{ name: 'VIER,' }] }]);
  });

  it('counts the values of a column that no field reads, not those that are ignored', async () => {
    const { unmapped } = await readPeople('1;EINS;A;;;;;;;;;x;neu', '2;ZWEI;B;;;;;;;;;y;');
    expect(unmapped).toEqual({ Neu: 1 });
  });

  it('refuses a file that lacks a column, naming it, who reads it, and which was probably meant', async () => {
    const wrong = [title, header.replace('Geburtsdatum', 'Geburts Datum'), '1;EINS;A;;;;;;;;;;'].join('\n');
    await expect(read(people, wrong)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'rows.csv has no column "Geburtsdatum", which m.yaml reads for birthDates.',
      extensions: { hint: expect.stringMatching(/^Did you mean Geburts Datum\?/) },
    });
  });

  it('finds columns whatever their order and case, and reads other encodings', async () => {
    const order = header.split(';').reverse().join(';').toUpperCase();
    const row = '1;MÜSTER;A;31.01.1970;;;;;;;;;'.split(';').reverse().join(';');
    const { records } = await read(
      people.replace('type: csv', 'type: csv, encoding: latin1'),
      Buffer.from([title, order, row].join('\r\n'), 'latin1'),
    );
    expect(records).toMatchObject([{ sourceRef: '1', names: [{ name: 'MÜSTER, A' }], birthDates: ['1970-01-31'] }]);
  });
});

const damage = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.integer({ min: 0, max: 255 }) }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

it('never throws on a damaged file once it has begun, and accounts for every line', async () => {
  const table = Buffer.from(
    [title, header, ...Array.from({ length: 20 }, (_, row) => `${row};NAME${row};A;31.01.1970;DE;m;P;NL;X;;V;;`)].join(
      '\n',
    ),
  );
  const format = createMappedFormat(mappingOf(people));
  await fc.assert(
    fc.asyncProperty(damage, fc.double({ min: 0.3, max: 1, noNaN: true }), async (hits, kept) => {
      const bytes = Buffer.from(table.subarray(0, Math.floor(table.length * kept)));
      const from = title.length + header.length + 2;
      for (const { at, byte } of hits) bytes[from + Math.floor(at * (bytes.length - from))] = byte;
      const { items } = await readAll(format, [writeFile('rows.csv', bytes)]);
      const lines = new Set(items.flatMap((item) => (item.kind === 'reject' ? [item.line] : [item.origin?.line])));
      // Every line that nothing hit is a record.
      const untouched = bytes
        .toString('latin1')
        .split('\n')
        .filter((line) => /^\d+;NAME\d+;A;31\.01\.1970;DE;m;P;NL;X;;V;;$/.test(line));
      expect(items.length).toBeGreaterThanOrEqual(new Set(untouched).size);
      expect(lines.size).toBe(items.length);
    }),
    { numRuns: 150 },
  );
});

describeWithReal('mapped: a real file by a mapping of its own', [realFile('cargo', 'usaid_scms_shipments.csv')], () => {
  it('reads every shipment', async () => {
    const format = createMappedFormat(
      mappingOf(`
version: 1
source: mapped-specimens
kind: consignment
input: {type: csv}
key: id
fields:
  countryOfDestination: country
  actualArrival: {column: delivered to client date, date: d-MMM-yy}
  transportMode: {column: shipment mode}
  grossMassKg: {column: weight (kilograms), onError: 'null'}
  parties[role=SELLER].name: vendor
  goodsItems: item description
ignore: rest
`),
    );
    const { records, rejects } = await readAll(format, [realFile('cargo', 'usaid_scms_shipments.csv')]);
    expect([records.length, rejects.length]).toEqual([10_324, 0]);
    expect(records.filter((record) => (record as ConsignmentRecord).grossMassKg !== undefined)).toHaveLength(6_372);
  });
});

describe('mapped: what real tables have shown', () => {
  const wide = `
version: 1
source: mapped-specimens
kind: seizure
input: {type: csv, delimiter: ';', decimal: ','}
key: laudo
fields:
  items[1].category: {value: DRUGS}
  items[1].drug: droga
  items[1].quantity: {column: comprimidos, unit: H87, makesElement: true}
  items[2].category: {value: DRUGS}
  items[2].drug: droga
  items[2].quantity: {column: quantidade, unit: {column: unidade, map: {Gramas: g, litros: l, frascos: null}}, makesElement: true}
`;
  const wideHeader = 'laudo;droga;comprimidos;quantidade;unidade';

  it('makes an element only where the field has a value that the mapping says makes it', async () => {
    const { records } = await read(
      wide,
      `${wideHeader}\nL1;Exemplina;40;;\nL2;Exemplina;;105,5;gramas\nL3;Exemplina;;;\n`,
    );
    expect(records.map((record) => (record as SeizureRecord).items)).toEqual([
      [{ category: 'DRUGS', drug: 'Exemplina', quantity: 40, unit: 'H87' }],
      [{ category: 'DRUGS', drug: 'Exemplina', quantity: 105.5, unit: 'GRM', normalisedKg: 0.1055 }],
      [],
    ]);
  });

  it('reads units of another language by their map, with null those that are none, and flags others', async () => {
    const { records } = await read(wide, `${wideHeader}\nL1;A;;2;frascos\nL2;A;;3;kg\nL3;A;;4;baldes\n`);
    expect(records).toMatchObject([
      { items: [{ quantity: 2 }] },
      { items: [{ quantity: 3, unit: 'KGM', normalisedKg: 3 }] },
      { items: [{ quantity: 4 }], qualityFlags: ['UNIT_UNKNOWN'] },
    ]);
    expect(records[0]?.qualityFlags).toBeUndefined();
  });

  it('makes the same text of a record, whatever the order of the mapping: what did not change is not written again', async () => {
    const lines = [
      '  names: name',
      '  gender: {column: sex, map: {m: male}}',
      '  addresses.street: street',
      '  addresses.city: city',
    ];
    const of = (order: readonly string[]) =>
      `version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: csv}\nkey: id\nsameKey: merge\nfields:\n${order.join('\n')}\n`;
    const file =
      'id,name,sex,street,city\n1,EXEMPLAROV,,,\n1,EXEMPLAROV,m,Quay 1,Exemplar\n2,SPECIMEN,m,Quay 2,Exemplar\n';
    const [one, other] = [await read(of(lines), file), await read(of(lines.toReversed()), file)];
    expect(one.records.map((record) => JSON.stringify(record))).toEqual(
      other.records.map((record) => JSON.stringify(record)),
    );
  });

  it('refuses one JSON value over a whole file instead of sending each of its lines to quarantine', async () => {
    const mapping =
      'version: 1\nsource: mapped-specimens\nkind: person\ninput: {type: jsonl}\nkey: id\nfields: {names: name}\n';
    const refused = { code: 'BAD_USER_INPUT', message: expect.stringMatching(/is one JSON (?:array|object)/) };
    for (const file of [
      '[\n{"id":1,"name":"EXEMPLAROV"},\n{"id":2,"name":"SPECIMEN"}\n]',
      '[{"id":1,"name":"EXEMPLAROV"}]',
      '{\n  "list": [{"id":1,"name":"EXEMPLAROV"}]\n}',
    ])
      await expect(read(mapping, file, 'rows.json')).rejects.toMatchObject(refused);
    const { records, rejects } = await read(mapping, '{"id":1,"name":"EXEMPLAROV"}\n[\n', 'rows.jsonl');
    expect([records.length, rejects.length]).toEqual([1, 1]);
  });

  it('sends a row to quarantine, or flags it, where a regular expression finds no end, and reads the others', async () => {
    const trap = `${'a'.repeat(40)}!`;
    const of = (input: string, key: string, field: string) =>
      `version: 1\nsource: mapped-specimens\nkind: person\ninput: ${input}\nkey: ${key}\nfields:\n  names: name\n  notes: ${field}\n`;
    const file = `id,name,note\n1,EXEMPLAROV,fine\n2,SPECIMEN,${trap}\n`;
    const endless = "'^(\\w+\\s?)+$'";
    const flagged = await read(of('{type: csv}', 'id', `{column: note, extract: ${endless}}`), file);
    expect(flagged.records).toMatchObject([{ notes: 'fine' }, { sourceRef: '2', qualityFlags: ['TEXT_TOO_COSTLY'] }]);
    const conditions = await read(of(`{type: csv, where: {column: note, matches: ${endless}}}`, 'id', 'note'), file);
    expect(conditions.records.length).toBe(1);
    expect(conditions.rejects).toMatchObject([{ line: 3, field: 'input.where', reason: 'text.tooCostly' }]);
    const keys = await read(of('{type: csv}', `{columns: note, replace: {${endless}: x}}`, 'note'), file);
    expect(keys.records.length).toBe(1);
    expect(keys.rejects).toMatchObject([{ line: 3, field: 'key', reason: 'text.tooCostly' }]);
  });
});
