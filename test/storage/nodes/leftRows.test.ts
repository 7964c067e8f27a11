import { beforeAll, expect, it } from '@jest/globals';
import {
  assertSameRows,
  clearDeleted,
  clearLeft,
  countRows,
  hasSamples,
  lockTables,
  tablesOf,
} from '../../../storage/nodes/leftRows.js';
import { withAdmin } from '../../../storage/roles.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/* With stand-ins for the two parts of Citus that are asked; `npm run net -- citus` has three nodes. */
const database = await ownTestDatabase({ template: 'template0' });
beforeAll(async () => {
  await withAdmin(database.adminUrl, (admin) =>
    admin.query(`
      create schema cargo;
      create table cargo.moved (name text);
      create table cargo.empty (name text);
      create table cargo.kept (name text);
      create table pg_dist_partition (logicalrelid regclass);
      insert into pg_dist_partition values ('cargo.moved'), ('cargo.empty');
      insert into cargo.moved values ('Exemplar'), ('Exemplar');
      insert into cargo.kept values ('Exemplar');
      create function truncate_local_data_after_distributing_table(name regclass) returns void language plpgsql as
        $$ begin execute 'truncate ' || name; end $$`),
  );
});

it('does not put a schema on a node where that has not every row', () => {
  const before = { 'cargo.consignment': '3', 'cargo.envelope': '1' };
  expect(() => assertSameRows('cargo', before, before)).not.toThrow();
  for (const rows of [{ 'cargo.consignment': '2', 'cargo.envelope': '1' }, { 'cargo.consignment': '3' }])
    expect(() => assertSameRows('cargo', before, rows)).toThrow(/^Of \d rows of cargo\.\w+ the node has (2|none): /);
});

it('takes the rows of what is on a node out of the files here, and of nothing else', async () => {
  await withAdmin(database.adminUrl, async (admin) => {
    const tables = await tablesOf(admin, 'cargo');
    expect(tables).toEqual(['cargo.empty', 'cargo.kept', 'cargo.moved']);
    await admin.query('analyze; begin');
    await lockTables(admin, tables);
    expect(await clearLeft(admin, 'cargo', false)).toBe(8192);
    expect(await countRows(admin, tables)).toEqual({ 'cargo.empty': '0', 'cargo.kept': '1', 'cargo.moved': '0' });
    expect(await clearLeft(admin, 'cargo', false)).toBe(0);
    expect(await hasSamples(admin, 'cargo')).toBe(true);
    await admin.query(`delete from pg_statistic where starelid = 'cargo.moved'::regclass`);
    expect(await hasSamples(admin, 'cargo')).toBe(false);
  });
});

it('keeps rows here where the node of a schema that was put there earlier has none: it may have come back empty', async () => {
  await withAdmin(database.adminUrl, async (admin) => {
    const left = async () => Number((await admin.query(`select pg_relation_size('cargo.moved') as left`)).rows[0].left);
    // Stands in for rows that are in the file here, and not at the node.
    await admin.query(`begin; insert into cargo.moved values ('Exemplar'); delete from cargo.moved`);
    await expect(clearLeft(admin, 'cargo', false)).rejects.toMatchObject({
      code: 'DISTRIBUTION_FAILED',
      message: expect.stringContaining('has no row of cargo.moved'),
      hint: expect.stringContaining('Restore the node'),
    });
    expect(await left()).toBe(8192);
    expect(await clearLeft(admin, 'cargo', true)).toBe(8192);
    await admin.query('commit');
  });
});

it('does not take deleted rows for a copy', async () => {
  await withAdmin(database.adminUrl, async (admin) => {
    await admin.query(`insert into cargo.moved values ('Exemplar')`);
    await admin.query('delete from cargo.moved');
    await clearDeleted(admin, 'cargo');
    expect(await clearLeft(admin, 'cargo', false)).toBe(0);
  });
});
