import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { blindToken, tokenKey } from '../../../auditlog/entry/tokens.js';
import type { LogQuery } from '../../../auditlog/store/pool.js';
import { searchEntries } from '../../../auditlog/store/rows.js';
import { searchTokens } from '../../../auditlog/store/tokenSearch.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { openPool } from '../support/openTestLog.js';

const { database, admin } = useLogDatabase();

/** What `searchTokens` made, as text: behind 20 bytes of an array's head, four of each token's length before it. */
const textOf = (array: Buffer): readonly string[] =>
  Array.from({ length: (array.length - 20) / 20 }, (_, at) => array.toString('hex', 24 + at * 20, 40 + at * 20));

const periods = Array.from({ length: 40 }, (_, at) => ({
  agency: `AGENCY-${at}`,
  first: '2023-12-10T00:00:00Z',
  last: '2026-11-10T00:00:00Z',
}));

describe('a search of the log by what its entries name', () => {
  it('makes a token for each agency and month, the same each time', async () => {
    const key = randomBytes(32);
    const both = textOf(await searchTokens([key], periods, ['entity'], ['a', 'b']));
    expect(new Set(both).size).toBe(2 * 40 * 36);
    const first = tokenKey(key, { agency: 'AGENCY-0', at: '2023-12' });
    expect(['a', 'b'].map((text) => both.indexOf(blindToken(first, 'entity', text)))).toEqual([0, 1440]);
    const last = tokenKey(key, { agency: 'AGENCY-39', at: '2026-11' });
    expect(both.at(-1)).toBe(blindToken(last, 'entity', 'b'));
    const one = await searchTokens([key], periods, ['entity'], ['a']);
    expect(await searchTokens([key], periods, ['entity'], ['a'])).toEqual(one);
    expect(await searchTokens([Buffer.from(key)], periods, ['entity'], ['a'])).toEqual(one);
  });

  it('reads the index of the tokens and no entry beside: it compared all rows with 1,441 tokens each, seconds for 20,000', async () => {
    const tokens = await searchTokens([randomBytes(32)], periods, ['entity'], ['a']);
    await admin.query(`insert into audit.entity_index (log, index, tokens)
      select 'main', at, array(select gen_random_uuid() from generate_series(1, 10 + at * 0)) from generate_series(0, 4999) at`);
    await admin.query(
      `insert into audit.entity_index (log, index, tokens) values ('main', 5000, array[$1::uuid, $2::uuid])`,
      [textOf(tokens).at(0), textOf(tokens).at(-1)],
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

  it('puts in order what waits beside the index, by a login that reads alone: it compared each entry that waits with each token', async () => {
    const reader = openPool(database.url('audit'));
    try {
      await admin.query(`insert into audit.entity_index (log, index, tokens)
        select 'main', at, array[gen_random_uuid()] from generate_series(6000, 6099) at`);
      const tokens = await searchTokens([randomBytes(32)], periods, ['entity'], ['a']);
      await reader.query('select from audit.entries_with($1::uuid[])', [tokens]);
      const { rows } = await admin.query(`select gin_clean_pending_list('audit.entity_index_token')::int as waiting`);
      expect(rows).toEqual([{ waiting: 0 }]);
    } finally {
      await reader.end();
    }
  });
});
