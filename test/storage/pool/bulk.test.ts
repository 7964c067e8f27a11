import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { computeRef, newId } from '../../../storage/keys/ref.js';
import { type BulkRecord, upsertRecords } from '../../../storage/pool/bulk.js';
import { openDatabase } from '../../../storage/pool/database.js';
import type { WritableDatabase } from '../../../storage/types.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { quickest } from '../../support/quickest.js';

const table = 'bulk.record';

describe('upsertRecords', () => {
  let database: TestDatabase;
  let db: WritableDatabase;

  beforeAll(async () => {
    database = await createTestDatabase({ sources: [] });
    db = openDatabase(database.adminUrl, { source: 'cargo' });
    await db.exec('create schema bulk');
    await db.exec(`create table ${table} (
      id text primary key, ref text not null unique, source text not null, source_ref text not null,
      content_hash text not null, handling_codes text[] not null default '{}', minor boolean not null default false,
      arrival timestamptz, mass_kg double precision, details jsonb, proof bytea, unique (source, source_ref))`);
    await db.exec(`create table bulk.part (id text primary key,
      record_id text not null references ${table} on delete cascade, label text)`);
    await db.exec(`create table bulk.piece (id text primary key,
      record_id text not null references ${table} on delete cascade, part_id text references bulk.part, label text)`);
  });
  beforeEach(async () => {
    await db.exec(`truncate ${table} cascade`);
  });
  afterAll(async () => {
    await db.close();
    await database.close();
  });

  function record(sourceRef: string, hash = 'h1', columns: Record<string, unknown> = {}): BulkRecord {
    const part = newId('part');
    return {
      columns: {
        id: newId('record'),
        ref: computeRef(new Uint8Array(32), 'Record', sourceRef),
        source: 'test',
        source_ref: sourceRef,
        content_hash: hash,
        ...columns,
      },
      children: [
        { table: 'bulk.part', parentColumn: 'record_id', rows: [{ id: part, label: `part ${hash}` }] },
        { table: 'bulk.piece', parentColumn: 'record_id', rows: [{ id: newId('piece'), part_id: part, label: hash }] },
      ],
    };
  }

  it('stores every type as it was given and fills in defaults', async () => {
    const arrival = new Date('2026-03-01T12:00:00.123Z');
    const full = {
      handling_codes: ['H1', 'a "b", {c}'],
      arrival,
      mass_kg: 1.5,
      details: { a: [1] },
      proof: Buffer.from([0, 255]),
    };
    const result = await upsertRecords(db, { table, records: [record('full', 'h', full), record('bare')] });
    expect(result).toEqual({ inserted: 2, updated: 0, unchanged: 0, rejected: [] });
    const rows = await db.exec(
      `select handling_codes, minor, arrival, mass_kg, details, proof from ${table} order by source_ref`,
    );
    expect(rows).toEqual([
      { handling_codes: [], minor: false, arrival: null, mass_kg: null, details: null, proof: null },
      { ...full, minor: false },
    ]);
  });

  it('changes nothing when the same batch comes again', async () => {
    const records = Array.from({ length: 50 }, (_, index) => record(`r${index}`));
    await upsertRecords(db, { table, records });
    const before = await snapshot();
    const again = Array.from({ length: 50 }, (_, index) => record(`r${index}`));
    expect(await upsertRecords(db, { table, records: again })).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: 50,
      rejected: [],
    });
    expect(await snapshot()).toEqual(before);
  });

  it('keeps the id of a changed record and replaces its children alone', async () => {
    await upsertRecords(db, { table, records: [record('a'), record('b')] });
    const [before] = await db.exec<{ id: string }>(`select id from ${table} where source_ref = 'a'`);
    const [untouched] = await db.exec(
      `select p.id from bulk.part p join ${table} r on r.id = record_id where source_ref = 'b'`,
    );
    const result = await upsertRecords(db, { table, records: [record('a', 'h2'), record('b')] });
    expect(result).toEqual({ inserted: 0, updated: 1, unchanged: 1, rejected: [] });
    expect(await db.exec(`select id, content_hash from ${table} where source_ref = 'a'`)).toEqual([
      { id: before?.id, content_hash: 'h2' },
    ]);
    expect(await db.exec('select label from bulk.part where record_id = $1', [before?.id])).toEqual([
      { label: 'part h2' },
    ]);
    expect(await db.exec('select label from bulk.piece where record_id = $1', [before?.id])).toEqual([{ label: 'h2' }]);
    expect(
      await db.exec(`select p.id from bulk.part p join ${table} r on r.id = record_id where source_ref = 'b'`),
    ).toEqual([untouched]);
  });

  it('removes the children that a changed record no longer has', async () => {
    await upsertRecords(db, { table, records: [record('a')] });
    const { columns } = record('a', 'h2');
    const children = ['bulk.part', 'bulk.piece'].map((child) => ({
      table: child,
      parentColumn: 'record_id',
      rows: [],
    }));
    await upsertRecords(db, { table, records: [{ columns, children }] });
    expect(await db.exec('select id from bulk.part union all select id from bulk.piece')).toEqual([]);
  });

  it('takes the last of two statements of one record in a batch', async () => {
    const result = await upsertRecords(db, { table, records: [record('a', 'h1'), record('b'), record('a', 'h2')] });
    expect(result).toEqual({ inserted: 2, updated: 0, unchanged: 1, rejected: [] });
    expect(await db.exec(`select content_hash from ${table} where source_ref = 'a'`)).toEqual([{ content_hash: 'h2' }]);
  });

  it('leaves out what PostgreSQL refuses, says which, and stores the rest', async () => {
    const records = Array.from({ length: 30 }, (_, index) => record(`r${index}`));
    records[7] = record('r7', 'h', { arrival: '2026-02-31T00:00:00Z' });
    records[20] = record('r20', 'h', { content_hash: null });
    records[25] = record('r25', 'zero \u0000 byte');
    const result = await upsertRecords(db, { table, records });
    expect(result).toMatchObject({ inserted: 27, updated: 0, unchanged: 0 });
    expect([...result.rejected].sort((a, b) => a.index - b.index)).toEqual([
      { index: 7, sqlState: '22008', at: null },
      { index: 20, sqlState: '23502', at: 'content_hash' },
      { index: 25, sqlState: '22P05', at: null },
    ]);
    expect(await db.exec('select count(*) as n from bulk.piece')).toEqual([{ n: 27 }]);
  });

  it('refuses a second record with the reference of another', async () => {
    await upsertRecords(db, { table, records: [record('a')] });
    const twin = { ...record('other'), columns: { ...record('other').columns, ref: record('a').columns.ref } };
    const result = await upsertRecords(db, { table, records: [twin] });
    expect(result.rejected).toEqual([{ index: 0, sqlState: '23505', at: 'record_ref_key' }]);
  });

  it('stores nothing of a batch that names a column that does not exist', async () => {
    const records = [record('a'), record('b', 'h', { colour: 'red' })];
    await expect(upsertRecords(db, { table, records })).rejects.toThrow('has no column colour');
    expect(await db.exec(`select id from ${table}`)).toEqual([]);
  });

  it('lets two writers store the same records at once', async () => {
    const batch = (order: number) =>
      Array.from({ length: 300 }, (_, index) => record(`r${order > 0 ? index : 299 - index}`, `h${order}`));
    const results = await Promise.all([1, 0].map((order) => upsertRecords(db, { table, records: batch(order) })));
    expect(results.reduce((sum, result) => sum + result.inserted, 0)).toBe(300);
    expect(await db.exec(`select count(*) as n from ${table}`)).toEqual([{ n: 300 }]);
    expect(await db.exec('select count(*) as n from bulk.part')).toEqual([{ n: 300 }]);
  });

  it('stores several thousand records a second', async () => {
    const store = (attempt: number) =>
      upsertRecords(db, { table, records: Array.from({ length: 5000 }, (_, index) => record(`r${attempt}-${index}`)) });
    expect(await quickest(store, 2500)).toBeLessThan(2500);
  });

  async function snapshot(): Promise<unknown> {
    return [await db.exec(`select * from ${table} order by id`), await db.exec('select * from bulk.part order by id')];
  }
});
