import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csv } from '../../../../../gateway/export/formats/csv/csv.js';
import { openWriter } from '../../../../../gateway/export/formats/openWriter.js';
import { openArchive, bytesOf as readRange } from '../../../../../gateway/export/formats/verification/archive.js';
import { verifyExport } from '../../../../../gateway/export/formats/verification/verifyExport.js';
import type { ExportedObject, ExportRow } from '../../../../../gateway/export/rows/shape.js';
import { arbitraryRows, hostileTexts } from '../../support/arbitraryRows.js';
import { bytesOf, cutsOf, facts, headerOf, piecesOf, receipt, rowOf, writeExport } from '../../support/exports.js';
import { listOf, objectOf, shapeOf, value } from '../../support/shapes.js';

const person = shapeOf('Person', 'id', { id: value(), name: value() });
const root = shapeOf('Seizure', 'id', {
  id: value(),
  place: objectOf(shapeOf('Place', null, { name: value(), latitude: value('Float') })),
  flags: value('String', true),
  items: listOf(shapeOf('Item', null, { drug: value(), aliases: listOf(shapeOf('Alias', null, { name: value() })) })),
  persons: listOf(shapeOf('SeizurePerson', null, { role: value(), person: objectOf(person) })),
});
const seizure = (id: string, rest: ExportedObject = {}): ExportedObject => ({
  id,
  place: { name: 'Quay', latitude: -5.5 },
  flags: ['A', 'B'],
  items: [
    { drug: 'x', aliases: [{ name: 'y' }, { name: 'z' }] },
    { drug: '', aliases: null },
  ],
  persons: [
    { role: 'COURIER', person: { id: 'person_1', name: 'Fictius' } },
    { role: 'CREW', person: null },
  ],
  ...rest,
});

/** The tables of an archive, as csv-parse reads them; further members of a table behind its first. */
async function tablesIn(file: Uint8Array): Promise<Record<string, Record<string, string>[]>> {
  const tables: Record<string, Record<string, string>[]> = {};
  for (const member of await openArchive(bytesOf(file))) {
    const pieces: Uint8Array[] = [];
    for await (const piece of await member.read()) pieces.push(piece);
    const [, name] = /^(\w+?)(?:\.\d+)?\.csv$/.exec(member.name) ?? [];
    if (name === undefined) continue;
    const rows = parse<Record<string, string>>(Buffer.concat(pieces), {
      bom: true,
      columns: true,
      cast: (value, { quoting, header }) => (header ? value : value === '' && !quoting ? (undefined as never) : value),
    });
    tables[name] = [...(tables[name] ?? []), ...rows];
  }
  return tables;
}

const unquoted = (cell: string | undefined) => cell?.replace(/^'/, '');

describe('the export as CSV', () => {
  it('has one table a type, whose rows name the row that holds them', async () => {
    const tables = await tablesIn(
      writeExport(csv, root, [[rowOf(seizure('seizure_1'))], [rowOf(seizure('seizure_2'))]]),
    );
    expect(Object.keys(tables)).toEqual(['Seizure', 'Item', 'Alias', 'SeizurePerson', '_pages']);
    expect(tables.Seizure).toMatchObject([
      { _row: '1', _page: '1', id: 'seizure_1', 'place.name': 'Quay', 'place.latitude': '-5.5', flags: '["A","B"]' },
      { _row: '2', _page: '2', id: 'seizure_2' },
    ]);
    expect(tables.SeizurePerson?.slice(0, 2)).toEqual([
      {
        ...{ _row: '1', _parentRow: '1', _parentTable: 'Seizure', _parentId: 'seizure_1', _field: 'persons' },
        ...{ _position: '1', role: 'COURIER', 'person.id': 'person_1', 'person.name': 'Fictius', _page: '1' },
        ...{ _withheld: undefined, _more: undefined },
      },
      expect.objectContaining({ _position: '2', role: 'CREW', 'person.id': undefined }),
    ]);
    expect(tables.Item?.map(({ _row, _parentRow, drug }) => [_row, _parentRow, drug])).toEqual([
      ['1', '1', 'x'],
      ['2', '1', ''],
      ['3', '2', 'x'],
      ['4', '2', ''],
    ]);
    expect(tables.Alias?.[2]).toMatchObject({ _row: '3', _parentRow: '3', _parentTable: 'Item', name: 'y' });
    expect(tables.Alias?.[2]?._parentId).toBeUndefined();
    expect(tables._pages).toMatchObject([
      { _page: '1', rows: '1', readAt: facts.readAt, log: 'main', index: '6' },
      { _page: '2' },
    ]);
  });

  it('says in each row what was kept back of it, and of which list there was more', async () => {
    const cell = { category: 'persons.identity', effect: 'MASKED', reason: 'CATEGORY' } as const;
    const row: ExportRow = {
      record: seizure('seizure_1'),
      cells: [
        { ...cell, path: ['place', 'name'] },
        { ...cell, path: ['persons', 1, 'person'], effect: 'NONE' },
        { ...cell, path: ['items', 0, 'aliases', 1, 'name'], effect: 'HIT', contact: 'ask@example.org' },
        { ...cell, path: ['items'] },
      ],
      more: [['persons'], ['items', 0, 'aliases']],
    };
    const tables = await tablesIn(writeExport(csv, root, [[row]]));
    expect(tables.Seizure?.[0]).toMatchObject({
      _withheld: 'place.name MASKED CATEGORY\nitems MASKED CATEGORY',
      _more: 'persons',
    });
    expect(tables.SeizurePerson?.map((line) => line._withheld)).toEqual([undefined, 'person NONE CATEGORY']);
    expect(tables.Item?.[0]).toMatchObject({ _withheld: undefined, _more: 'aliases' });
    expect(tables.Alias?.map((line) => line._withheld)).toEqual([undefined, 'name HIT CATEGORY ask@example.org']);
  });

  it('says of a page what was kept back where no row can say it', async () => {
    const writer = openWriter(csv.bodyOf(headerOf(root)));
    const line = {
      path: ['persons', '*', 'person'],
      category: 'seizures.persons',
      effect: 'NONE',
      reason: 'RECORD',
      count: 2,
    } as const;
    const pieces = [...writer.page([rowOf(seizure('seizure_1'))], { ...facts, withheld: [line] }), ...writer.finish()];
    writer.digest();
    const file = Buffer.concat([...pieces, ...writer.end(receipt)]);
    const told = (await tablesIn(file))._pages?.[0]?.withheld as string;
    expect(JSON.parse(told)).toEqual([{ ...line, path: 'persons.*.person' }]);
  });

  it('gives back what was written, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows, async ({ root, rows }) => {
        const tables = await tablesIn(writeExport(csv, root, [rows.slice(0, 2), rows.slice(2)]));
        const own = (tables[root.type] ?? []).filter((line) => line._parentRow === undefined);
        expect(own).toHaveLength(rows.length);
        for (const [index, { record }] of rows.entries())
          for (const [name, field] of Object.entries(root.fields))
            if (field.kind === 'value') expect(unquoted(own[index]?.[name])).toEqual(asText(record[name]));
      }),
      { numRuns: 60 },
    );
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    const rows = hostileTexts.map((name, index) =>
      rowOf(seizure(`seizure_${index}`, { place: { name, latitude: -5 } })),
    );
    const lines = (await tablesIn(writeExport(csv, root, [rows]))).Seizure ?? [];
    for (const [index, line] of lines.entries()) {
      expect(line['place.name'] ?? '').not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(unquoted(line['place.name'])).toBe(asText(hostileTexts[index]));
      expect(line['place.latitude']).toBe('-5');
    }
  });

  it('is whole where it is whole, and counts the rows of the export alone', async () => {
    const rows = hostileTexts.map((name, index) =>
      rowOf(seizure(`seizure_${index}`, { place: { name, latitude: 1 } })),
    );
    const verified = await verifyExport(bytesOf(writeExport(csv, root, [rows.slice(0, 7), rows.slice(7)])));
    expect(verified).toMatchObject({
      format: 'csv',
      isWhole: true,
      rows: rows.length,
      faults: [],
      stated: { receipt },
    });
    expect(verified?.header).toMatchObject({ type: 'Seizure', agency: 'NL-CUSTOMS' });
    const empty = await verifyExport(bytesOf(writeExport(csv, root, [])));
    expect(empty).toMatchObject({ isWhole: true, rows: 0 });
  });

  it('is never whole where it was cut', async () => {
    const file = writeExport(csv, root, [
      Array.from({ length: 300 }, (_, index) => rowOf(seizure(`seizure_${index}`))),
    ]);
    for (const cut of cutsOf(file.length))
      expect((await verifyExport(bytesOf(file.subarray(0, cut))))?.isWhole ?? false).toBe(false);
  });

  it('is never whole where a byte before the trailer was changed, or the directory shows other members', async () => {
    const file = writeExport(csv, root, [[rowOf(seizure('seizure_1'))]]);
    const trailer = file.lastIndexOf('trailer.json', file.lastIndexOf('PK\x01\x02') - 400) - 30;
    for (let at = 70; at < trailer; at += 23) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] as number) ^ 1;
      expect((await verifyExport(bytesOf(changed)))?.isWhole ?? false).toBe(false);
    }
    const renamed = Buffer.from(file);
    renamed.write('Alien', renamed.lastIndexOf('Alias'));
    expect((await verifyExport(bytesOf(renamed)))?.faults).toEqual([
      'The archive was changed: its directory has other names than its members',
    ]);
    const appended = Buffer.concat([file.subarray(0, -22), Buffer.from('hidden'), file.subarray(-22)]);
    expect((await verifyExport(bytesOf(appended)))?.isWhole).toBe(false);
  });

  it('turns to further members of each table before what waits is too much', async () => {
    const items = Array.from({ length: 60 }, () => ({ drug: 'x'.repeat(20_000), aliases: null }));
    const pages = Array.from({ length: 16 }, (_, index) => [rowOf(seizure(`seizure_${index}`, { items }))]);
    const pieces = piecesOf(csv, root, pages);
    const file = Buffer.concat(pieces);
    const names = (await openArchive(bytesOf(file))).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Seizure.csv', 'Item.csv', 'Seizure.2.csv', 'Item.2.csv']));
    const tables = await tablesIn(file);
    expect(tables.Item?.map(({ _row }) => Number(_row))).toEqual(Array.from({ length: 960 }, (_, index) => index + 1));
    expect(await verifyExport(bytesOf(file))).toMatchObject({ isWhole: true, rows: 16 });
  });

  it('begins to leave with its first page', async () => {
    const [first] = piecesOf(csv, root, [[rowOf(seizure('seizure_1'))]]);
    expect((await readRange(bytesOf(first as Uint8Array), 0, 4)).toString('latin1')).toBe('PK\x03\x04');
  });
});

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return Buffer.from(text).toString('utf8');
}
