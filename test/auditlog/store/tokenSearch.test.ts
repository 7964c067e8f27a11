import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { searchEntries } from '../../../auditlog/store/rows.js';
import { searchTokens } from '../../../auditlog/store/tokenSearch.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { openPool } from '../support/openTestLog.js';

let database: TestDatabase;
let admin: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase({ sources: ['audit'] });
  admin = openPool(database.adminUrl);
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

const periods = Array.from({ length: 40 }, (_, at) => ({
  agency: `AGENCY-${at}`,
  first: '2023-12-10T00:00:00Z',
  last: '2026-11-10T00:00:00Z',
}));

describe('a search of the log by what its entries name', () => {
  it('makes a token for each agency and month, and one of format 1, the same each time', async () => {
    const search = (): Promise<readonly string[]> => searchTokens([randomBytes(32)], periods, 'entity', ['a', 'b']);
    expect(new Set(await search()).size).toBe(2 * (40 * 36 + 1));
    const key = randomBytes(32);
    const one = await searchTokens([key], periods, 'entity', ['a']);
    expect(await searchTokens([key], periods, 'entity', ['a'])).toEqual(one);
    expect(await searchTokens([Buffer.from(key)], periods, 'entity', ['a'])).toEqual(one);
  });

  it('reads the index of the tokens and no entry beside: it compared all rows with 1,441 tokens each, seconds for 20,000', async () => {
    const tokens = await searchTokens([randomBytes(32)], periods, 'entity', ['a']);
    await admin.query(`insert into audit.entity_index (log, index, tokens)
      select 'main', at, array(select gen_random_uuid() from generate_series(1, 10 + at * 0)) from generate_series(0, 4999) at`);
    await admin.query(
      `insert into audit.entity_index (log, index, tokens) values ('main', 5000, array[$1::uuid, $2::uuid])`,
      [tokens[0], tokens.at(-1)],
    );
    await admin.query('analyze audit.entity_index');
    const client = await admin.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query('select distinct index::int from audit.entries_with($1::uuid[])', [tokens]);
      expect(rows).toEqual([{ index: 5000 }]);
      await searchEntries(client as LogQuery, { log: 'main', agencies: null, limit: 20, tokens });
      const scans =
        await client.query(`select relname as name, pg_stat_get_xact_numscans(oid)::int as count from pg_class
        where relname in ('entity_index', 'entity_index_pkey', 'entity_index_token') order by name`);
      expect(scans.rows.map(({ name, count }) => [name, count > 0])).toEqual([
        ['entity_index', false],
        ['entity_index_pkey', false],
        ['entity_index_token', true],
      ]);
    } finally {
      client.release(true);
    }
  });
});
