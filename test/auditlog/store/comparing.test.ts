import { beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { commitHeader } from '../../../auditlog/entry/header.js';
import { beginLeaf } from '../../../auditlog/entry/leaf.js';
import { readLeaf } from '../../../auditlog/proofs/leaf.js';
import { isFitting, readCompared } from '../../../auditlog/store/comparing.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { flip } from '../verification/checkRows.js';

const { pool, admin } = useLogDatabase();

beforeAll(async () => {
  const log = await openLog(pool, { logId: 'main' });
  await appendMany(log, 20);
  await log.close();
});

/** Indices of entries whose parts are said not to fit, after an attack that is taken back. */
async function unfitting(attack: string, log = 'main'): Promise<number[]> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query(attack);
    expect(rowCount).toBeGreaterThan(0);
    const db = { query: (statement: object) => client.query(statement as pg.QueryConfig) };
    const [open, closed] = [true, false].map((isOpened) => ({ log, from: 0, to: 100, isOpened }));
    const found = open && closed ? [await readCompared(db, open), await readCompared(db, closed)] : [];
    const [one, other] = found.map((entries) => entries.filter((entry) => !isFitting(entry)).map(({ index }) => index));
    expect(one).toEqual(other);
    return one ?? [];
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Where the next forged entry stands: behind all others. */
let nextForged = 1000;

describe('entries that the database compares', () => {
  it('fit where nobody touched them: they need not be read whole', async () => {
    const entries = await readCompared(pool, { log: 'main', from: 3, to: 9, isOpened: true });
    expect(entries.map((entry) => [entry.index, isFitting(entry)])).toEqual([3, 4, 5, 6, 7, 8].map((i) => [i, true]));
    expect(entries.every((entry) => isFitting(entry) && entry.closed !== null && entry.retention === 'LOOK')).toBe(
      true,
    );
    const [first] = await readCompared(pool, { log: 'main', from: 3, to: 4, isOpened: false });
    expect(first).toMatchObject({ index: 3, kind: 'OUTCOME', agency: 'NL-CUSTOMS', closed: null, retention: 'LOOK' });
  });

  it.each([
    ...[0, 1, 3, 10, 14, 50, 80, 140].map((at) => `update audit.entry set ${flip('bytes', at)}`),
    ...[0, 15, 16, 60].map((at) => `update audit.entry set ${flip('header', at)}`),
    `update audit.entry set ${flip('sealed', 30)}`,
    `update audit.entry set ${flip('leaf_hash', 5)}`,
    'update audit.entry set header = null',
    `update audit.entry set bytes = bytes || '\\x00'`,
    `update audit.entry set bytes = ''`,
    ...['kind', 'request_id', 'code'].map((column) => `update audit.entry set ${column} = 'XX'`),
    ...['subject', 'agency', 'role', 'purpose', 'document_hash'].flatMap((column) => [
      `update audit.entry set ${column} = 'XX'`,
      `update audit.entry set ${column} = null`,
    ]),
    `update audit.entry set at = at + interval '1 microsecond'`,
  ])('do not fit after %s', async (attack) => {
    expect(await unfitting(`${attack} where index = 7`)).toEqual([7]);
  });

  it('do not fit at another place, nor in another log', async () => {
    expect(await unfitting(`update audit.entry set index = 50 where index = 7`)).toEqual([50]);
    expect(await unfitting(`update audit.entry set log = 'else' where index = 7`, 'else')).toEqual([7]);
  });

  it('say with bodies what tokens stand beside them', async () => {
    const client = await admin.connect();
    try {
      await client.query('begin');
      await client.query('update audit.entry set tokens = null where index = 7');
      const db = { query: (statement: object) => client.query(statement as pg.QueryConfig) };
      expect(await readCompared(db, { log: 'main', from: 7, to: 9, isOpened: true })).toMatchObject([
        { index: 7, closed: { tokens: null } },
        { index: 8, closed: { tokens: expect.any(String) } },
      ]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it.each([
    ['no JSON', 'x'],
    ['no text', '\xff'],
    ['JSON that is nested too deep for the database', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['an instant that none is', '{"kind":"OUTCOME","at":"never"}'],
  ])('are read whole where a leaf was made for a header that is %s: it ended the verification', async (name, text) => {
    const { rows } = await admin.query(`select bytes from audit.entry where log = 'main' and index = 7`);
    const leaf = readLeaf(rows[0].bytes as Buffer);
    if (!leaf) throw new Error('no leaf');
    const header = Buffer.concat([Buffer.alloc(16, 5), Buffer.from(text, 'latin1')]);
    const index = nextForged;
    nextForged += 1;
    const { bytes, leafHash } = beginLeaf({ ...leaf, index, header: commitHeader(header) }).end(leaf);
    await admin.query(
      `insert into audit.entry (log, index, bytes, leaf_hash, header, sealed, kind, at, request_id, code)
        select log, $1, $2, $3, $4, sealed, kind, at, $5, code from audit.entry where log = 'main' and index = 7`,
      [index, bytes, leafHash, header, name],
    );
    const entries = await readCompared(pool, { log: 'main', from: index, to: index + 1, isOpened: true });
    expect(entries.map((entry) => [entry.index, isFitting(entry)])).toEqual([[index, false]]);
  });
});
