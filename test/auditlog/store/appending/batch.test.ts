import { describe, expect, it } from '@jest/globals';
import { createEncoder, prepareEntry } from '../../../../auditlog/entry/encode.js';
import { emptyRange } from '../../../../auditlog/merkle.js';
import { few } from '../../../../auditlog/store/appending/appendFew.js';
import { writeBatch } from '../../../../auditlog/store/appending/batch.js';
import type { PlacedNode } from '../../../../auditlog/store/appending/placedEntry.js';
import type { EntryBody, StatedHeader } from '../../../../auditlog/types.js';
import { place } from '../../../../auditlog/writer/placed.js';
import { ownTestDatabase } from '../../../support/runner/ownTestDatabase.js';
import { openPool } from '../../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../../support/samples.js';

const database = await ownTestDatabase({ sources: ['audit'] });
const pool = database.ending(openPool(database.auditWriterUrl));
const client = await pool.connect();
database.ending({ close: () => client.release() });

const encoder = createEncoder('test', auditKeys, { keyOf: () => Buffer.alloc(32, 7) });
const at = '2026-11-25T10:00:00.000Z';
const prepare = (changes: Partial<StatedHeader>, body: EntryBody = sampleBody()) => ({
  prepared: prepareEntry({ header: sampleHeader(changes), body }),
  placed: null,
});

/** What the tables of the log hold of one log but its name. */
async function stored(log: string): Promise<unknown> {
  const tables = ['entry', 'node'];
  const all = tables.map((table) =>
    pool.query(`select to_jsonb(t) - 'log' as row from audit.${table} t where log = $1 order by index`, [log]),
  );
  return (await Promise.all(all)).map(({ rows }) => rows.map(({ row }) => row));
}

/** What differs from what, each several times: more than go by plain values. */
const various = () =>
  [1, 2, 3, 4, 5].flatMap(() => [
    prepare({}),
    prepare({ at: '1999-12-31T23:59:59.999Z', durationMs: 0.1 + 0.2, subject: `"{},\\' ß€😀 NULL`, purpose: '' }),
    prepare({ subject: null, agency: null, agencyKind: null, role: null, purpose: null, operationName: null }),
    prepare(
      { kind: 'REFUSED', count: 2 ** 31 - 1, source: 'ab', code: 'UNAUTHENTICATED' },
      sampleBody({ document: null, disclosed: [], caseReference: null, justification: null }),
    ),
    prepare(
      {},
      sampleBody({ disclosed: [{ type: 'Person', originator: null, categories: [], ids: ['a', 'b', 'a'] }] }),
    ),
  ]);

describe('an entry', () => {
  it('is stored alone, with a few and among many alike: no column of any table differs', async () => {
    const { entries } = place(emptyRange, various(), encoder, at);
    expect(entries.length).toBeGreaterThan(few);
    for (const [log, size] of [
      ['alone', 1],
      ['few', 5],
      ['many', entries.length],
    ] as const) {
      for (let from = 0; from < entries.length; from += size) {
        const part = entries.slice(from, from + size);
        expect(await writeBatch(client, { log, epoch: 1, entries: part, nodes: [] })).toBe(true);
      }
    }
    const [own, ...others] = (await stored('alone')) as unknown[][];
    expect([own?.length, ...others.map((rows) => rows.length)]).toEqual([25, 0]);
    for (const log of ['few', 'many']) expect(await stored(log)).toEqual([own, ...others]);
  });

  it('is written with the subtree that it finishes', async () => {
    const { entries } = place(emptyRange, [prepare({})], encoder, at);
    const nodes: PlacedNode[] = [{ level: 8, index: 0, hash: Buffer.alloc(32, 7) }];
    expect(await writeBatch(client, { log: 'subtree', epoch: 1, entries, nodes })).toBe(true);
    const [written, finished] = (await stored('subtree')) as unknown[][];
    expect(written).toHaveLength(1);
    expect(finished).toEqual([{ level: 8, index: 0, hash: `\\x${'07'.repeat(32)}` }]);
  });
});

describe('a writer whose lease another has taken', () => {
  it.each([1, 2, few + 1])('writes nothing of %d entries, and is told so', async (count) => {
    const log = `taken ${count}`;
    await pool.query(`insert into audit.lease values ($1, 2, 'another', 0, now())`, [log]);
    const { entries } = place(
      emptyRange,
      Array.from({ length: count }, () => prepare({})),
      encoder,
      at,
    );
    expect(await writeBatch(client, { log, epoch: 1, entries, nodes: [] })).toBe(false);
    expect(await stored(log)).toEqual([[], []]);
    expect(await writeBatch(client, { log, epoch: 2, entries, nodes: [] })).toBe(true);
  });
});
