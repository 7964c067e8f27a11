import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { tokenKey } from '../../../auditlog/entry/tokens.js';
import type { LogPool, LogQuery } from '../../../auditlog/store/pool.js';
import { indexStored } from '../../../auditlog/store/postings/indexStored.js';
import { monthOf } from '../../../auditlog/store/postings/runs.js';
import { writingRuns } from '../../../auditlog/store/postings/writeRuns.js';
import { searchEntries } from '../../../auditlog/store/rows.js';
import { searchTokens } from '../../../auditlog/store/tokenSearch.js';
import { blindToken } from '../support/blindToken.js';
import { indexLog } from '../support/indexLog.js';
import { useLogDatabase } from '../support/logDatabase.js';

const { admin } = useLogDatabase();

/** What `searchTokens` made, as text: each token behind the two bytes of its month. */
const textOf = (wanted: Buffer): readonly string[] =>
  Array.from({ length: wanted.length / 18 }, (_, at) => wanted.toString('hex', at * 18 + 2, at * 18 + 18));
const monthsOf = (wanted: Buffer): readonly number[] =>
  Array.from({ length: wanted.length / 18 }, (_, at) => wanted.readUInt16BE(at * 18));

const periods = Array.from({ length: 40 }, (_, at) => ({
  agency: `AGENCY-${at}`,
  first: '2023-12-10T00:00:00Z',
  last: '2026-11-10T00:00:00Z',
}));

describe('a search of the log by what its entries name', () => {
  it('makes a token for each agency and month, the same each time', async () => {
    const key = randomBytes(32);
    const wanted = await searchTokens([key], periods, ['entity'], ['a', 'b']);
    const both = textOf(wanted);
    expect(new Set(both).size).toBe(2 * 40 * 36);
    const first = tokenKey(key, { agency: 'AGENCY-0', at: '2023-12' });
    expect(['a', 'b'].map((text) => both.indexOf(blindToken(first, 'entity', text)))).toEqual([0, 1440]);
    const last = tokenKey(key, { agency: 'AGENCY-39', at: '2026-11' });
    expect(both.at(-1)).toBe(blindToken(last, 'entity', 'b'));
    expect([monthsOf(wanted)[0], monthsOf(wanted).at(-1)]).toEqual(['2023-12', '2026-11'].map(monthOf));
    const one = await searchTokens([key], periods, ['entity'], ['a']);
    expect(await searchTokens([key], periods, ['entity'], ['a'])).toEqual(one);
    expect(await searchTokens([Buffer.from(key)], periods, ['entity'], ['a'])).toEqual(one);
  });
});

/** Tokens by name; all but the last begin with the same five bytes. */
const named = Object.fromEntries(
  ['usual', 'alike', 'other'].map((name, i) => [
    name,
    Buffer.concat([Buffer.alloc(5, i < 2 ? 1 : 2), randomBytes(11)]).toString('hex'),
  ]),
);
const november = '2026-11-10T00:00:00Z';

/** Entries of a log, each at a place with tokens. */
async function put(log: string, of: readonly (readonly [index: number, at: string, ...tokens: readonly string[]])[]) {
  for (const [index, at, ...tokens] of of) {
    await admin.query(
      `insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, code, tokens)
        values ($1, $2::bigint, '', sha256('a'), '', 'OUTCOME', $3, $2::bigint::text, 'OK', nullif($4::uuid[], '{}'))`,
      [log, index, at, tokens],
    );
  }
}

async function find(db: Pick<pg.Pool, 'query'>, ...wanted: readonly (readonly [month: string, token: string])[]) {
  const bytes = wanted.map(([month, token]) => {
    const head = Buffer.alloc(2);
    head.writeUInt16BE(monthOf(month));
    return Buffer.concat([head, Buffer.from(token, 'hex')]);
  });
  const { rows } = await db.query('select distinct log, index::int from audit.entries_with($1) order by log, index', [
    Buffer.concat(bytes),
  ]);
  return rows.map(({ log, index }) => `${log}/${index}`);
}

describe('entries with a token', () => {
  const { usual = '', alike = '', other = '' } = named;

  beforeAll(async () => {
    await put('a', [
      [0, '2026-10-31T00:00:00Z', usual, other],
      [1, '2026-10-31T23:00:00Z'],
      [2, november, alike, usual, usual],
      [3, november, alike],
      [4, november, other],
      // Behind the last run.
      [5, november, usual],
    ]);
    await indexLog(admin, 'a', 3, 5);
    await put('b', [[0, november, usual, randomBytes(16).toString('hex')]]);
    await put(
      'c',
      Array.from({ length: 300 }, (_, at) => [at, november, other, ...(at === 299 ? [usual] : [])]),
    );
    await indexLog(admin, 'c', 300);
  });

  it('are found in each log and run of its month, and behind the last run, also where no run is', async () => {
    expect(await find(admin, ['2026-11', usual])).toEqual(['a/2', 'a/5', 'b/0', 'c/299']);
    expect(await find(admin, ['2026-10', usual], ['2026-10', other])).toEqual(['a/0', 'a/5', 'b/0']);
    expect(await find(admin)).toEqual([]);
  });

  it('are those of the whole token: others begin alike', async () => {
    expect(await find(admin, ['2026-11', alike])).toEqual(['a/2', 'a/3']);
    expect(await find(admin, ['2026-11', `${alike.slice(0, 10)}${'0'.repeat(22)}`])).toEqual([]);
  });

  it('are all found of a token that more entries have than one block', async () => {
    expect((await find(admin, ['2026-11', other])).length).toBe(1 + 300);
  });

  it('are found where the last three bytes of an index begin anew', async () => {
    await put('d', [
      [16_777_215, november, usual],
      [16_777_216, november, usual],
    ]);
    await writingRuns(admin as unknown as LogPool, 'd', async (client) => {
      await indexStored(client, 'd', { from: 16_777_215, to: 16_777_217 });
    });
    expect(await find(admin, ['2026-11', usual])).toEqual(expect.arrayContaining(['d/16777215', 'd/16777216']));
  });

  it('are found by one who may only read, as on a standby: the search had put waiting tokens in order first', async () => {
    const client = await admin.connect();
    try {
      await client.query('begin read only');
      expect(await find(client, ['2026-11', alike])).toEqual(['a/2', 'a/3']);
    } finally {
      client.release(true);
    }
  });

  it('are found by keys of tables: it compared all rows with 1,441 tokens each, seconds for 20,000', async () => {
    const tokens = await searchTokens([randomBytes(32)], periods, ['entity'], ['a']);
    await admin.query(`insert into audit.entry (log, index, bytes, leaf_hash, sealed, kind, at, request_id, code, tokens)
      select 'long', at, '', sha256('a'), '', 'OUTCOME', '2026-11-10Z', at::text, 'OK',
        array(select gen_random_uuid() from generate_series(1, 10 + at * 0)) from generate_series(0, 4999) at`);
    await admin.query(`insert into audit.posting_run (log, first, count, month, bits) values ('long', 0, 5000, 1, 0)`);
    await admin.query('analyze audit.entry');
    const client = await admin.connect();
    try {
      await client.query('begin');
      await searchEntries(client as LogQuery, { log: 'long', agencies: null, limit: 20, tokens });
      const { rows } = await client.query(`select relname as name, pg_stat_get_xact_tuples_returned(oid)::int as read
        from pg_class where relname in ('entry', 'posting')`);
      expect(rows.filter(({ read }) => read > 0)).toEqual([]);
    } finally {
      client.release(true);
    }
  });
});
