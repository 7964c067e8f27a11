import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { TrustedHead } from '../../../auditlog/verification/heads.js';
import { type Verification, verifyLog } from '../../../auditlog/verification/verify.js';
import { useLogDatabase } from '../support/logDatabase.js';
import { writeLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { each, flip } from './checkRows.js';
import { afterAttack, headOf, publicKeys, type Tampering } from './tampering.js';

/** A log of some 300 entries under 7 checkpoints, the first of them over more than 12 entries. */
const log = 'main';
const { pool, admin } = useLogDatabase();
let head: TrustedHead;
let signed: number[];

beforeAll(async () => {
  signed = [];
  for (let i = 0; i < 7; i += 1) {
    await writeLog(pool, 48, { logId: log, checkpointEveryMs: 60_000 });
    signed.push((await headOf(pool, log)).size);
  }
  head = await headOf(pool, log);
});

type Attack = (tampering: Tampering) => Promise<unknown>;
const verifying = (attack: Attack, trusted: readonly TrustedHead[], keys: typeof auditKeys | typeof publicKeys) =>
  afterAttack(admin, log, attack, (db) => verifyLog(db, log, { ...keys, store: db as LogPool }, { trusted }));
/** Entries that are said to be at fault, each once. */
const places = ({ faults }: Verification): unknown[] => {
  const said = faults.map(({ index, to }) => JSON.stringify(to === undefined ? index : [index, to]));
  return [...new Set(said)].map((place) => JSON.parse(place));
};
const whats = ({ faults }: Verification): string => faults.map(({ what }) => what).join('; ');

const where = `where log = 'main' and index = 10`;
const withoutCheckpoints: Attack = ({ run }) => run('delete from audit.checkpoint');
const then =
  (...attacks: Attack[]): Attack =>
  async (tampering) => {
    for (const attack of attacks) await attack(tampering);
  };

/**
 * What is tampered with, where it is said to be, and how; and whether the log says it without keys of bodies, too, or what it
 * says then.
 */
const located: [string, Attack, () => unknown[], RegExp, 'without keys' | 'with keys only' | (() => unknown[])][] = [
  [
    'a header that an operator in search_path says to be another one\u2019s',
    each(
      'create schema shadow',
      `create function shadow.never(bytea, bytea) returns boolean language sql immutable as 'select false'`,
      'create operator shadow.<> (leftarg = bytea, rightarg = bytea, function = shadow.never)',
      'set local search_path = shadow, pg_catalog',
      `update audit.entry set ${flip('header', 5)} ${where}`,
    ),
    () => [10],
    /canonical/,
    'without keys',
  ],
  [
    'a header that is taken away',
    each(`update audit.entry set header = null ${where}`),
    () => [10],
    /no EXPIRE entry/,
    'without keys',
  ],
  ['two entries in each other\u2019s place', (t) => t.swap(10, 11), () => [[10, 11]], /not the entry/, 'without keys'],
  ['a key that is destroyed', (t) => t.takeKey(10), () => [10], /no ERASE entry/, 'without keys'],
  [
    'a key and its tokens that are destroyed',
    then((t) => t.takeKey(10), each(`update audit.entry set tokens = null ${where}`)),
    () => [10],
    /no ERASE entry/,
    'without keys',
  ],
  [
    'all keys and all tokens',
    each('delete from audit_keys.tree_key', 'update audit.entry set tokens = null'),
    () => [[0, head.size - 1]],
    /no ERASE entry/,
    'without keys',
  ],
  [
    'a bit of a wrapped key, beside one that is destroyed',
    then(
      (t) => t.takeKey(11),
      each(`update audit_keys.tree_key set ${flip('wrapped_key', 3)} where level = 0 and place = 10`),
    ),
    // The node itself, too.
    () => [10, 11, null],
    /does not open/,
    () => [11],
  ],
  [
    'tokens that frame an entity, on an entry whose key is destroyed',
    then((t) => t.takeKey(10), each(`update audit.entry set tokens = array[gen_random_uuid()] ${where}`)),
    () => [10],
    /no ERASE entry/,
    'without keys',
  ],
  [
    'the end with its checkpoints',
    (t) => cutEnd(t, signed[5] ?? 0),
    () => [[signed[5], head.size - 1]],
    /the head file is over/,
    'without keys',
  ],
  [
    'the end, checkpoints kept',
    each(`delete from audit.entry where index >= 300`),
    () => [[300, head.size - 1]],
    /is over/,
    'without keys',
  ],
  [
    'a subject rewritten and hashed anew, checkpoints deleted',
    async (t) => {
      await t.forge(10, { subject: 'somebody' });
      await t.rehash();
      await withoutCheckpoints(t);
    },
    () => [10],
    /not the entry that the head file is over/,
    'without keys',
  ],
  [
    'two entries in each other\u2019s place with their bodies, later checkpoints deleted',
    async (t) => {
      await t.swap(60, 61);
      await t.rehash();
      await t.run('delete from audit.checkpoint where size > 60');
    },
    () => [[60, 61]],
    /not the entry that the head file is over/,
    'without keys',
  ],
  [
    'an entry cut out of the middle, hashed anew',
    async (t) => {
      await t.cutOut(10);
      await t.rehash();
    },
    () => [[10, head.size - 2], [10, (signed[0] ?? 0) - 1], head.size - 1],
    /made for another place.*not the entry.*is over/,
    'without keys',
  ],
  [
    'an entry cut out of the middle, the leaves behind it made for their new places, hashed anew',
    async (t) => {
      await t.cutOut(10);
      await t.replaceLeaves();
      await t.rehash();
    },
    () => [[10, head.size - 2], [10, (signed[0] ?? 0) - 1], head.size - 1],
    /does not open.*not the entry.*is over|not the entry.*is over.*does not open/,
    () => [[10, (signed[0] ?? 0) - 1], head.size - 1],
  ],
  [
    'an entry cut out of the middle, hashed anew, checkpoints and leases deleted',
    async (t) => {
      await t.cutOut(10);
      await t.rehash();
      await withoutCheckpoints(t);
      await t.run('delete from audit.lease');
    },
    () => [[10, head.size - 2], head.size - 1],
    /the head file is over/,
    'without keys',
  ],
  [
    'a forged entry that names an innocent officer',
    async (t) => {
      await t.forge(10, { subject: 'innocent' });
      await t.rehash();
    },
    () => [10],
    /not the entry/,
    'without keys',
  ],
  [
    'the whole log, leases too',
    async (t) => {
      for (const table of ['entry', 'node', 'checkpoint', 'lease'])
        await t.run(`delete from audit.${table} where log = 'main'`);
    },
    () => [[0, head.size - 1]],
    /only 0 are there/,
    'without keys',
  ],
  [
    'a look re-blamed, leaf and subtree hashed anew, checkpoints deleted',
    async (t) => {
      await t.forge(100, { agency: 'NL-CUSTOMS' });
      await t.rehash();
      await withoutCheckpoints(t);
    },
    () => [100],
    /not the entry that the head file is over/,
    'without keys',
  ],
  [
    'a cosigned head of a size that no log has, which would be served as the newest',
    each(
      `insert into audit.cosigned select log, 9007199254740993, note, at from audit.checkpoint where size > 300 limit 1`,
    ),
    () => [9_007_199_254_740_991],
    /the cosigned head of \d+ entries is not signed/,
    'without keys',
  ],
];

async function cutEnd({ run }: Tampering, from: number): Promise<void> {
  await run(`delete from audit.entry where index >= ${from}`);
  await run(`delete from audit.checkpoint where size > ${from}`);
  await run(`delete from audit.lease where size > ${from - 1}`);
}

describe('verifyLog against the head that was kept', () => {
  it('proves an untouched log', async () => {
    const verification = await verifyLog(pool, log, auditKeys, { trusted: [head] });
    expect(verification).toMatchObject({
      verdict: 'OK',
      ok: true,
      size: head.size,
      proven: head.size,
      checkpoints: 7,
      erased: 0,
      faults: [],
      missing: [],
    });
    expect(verification.root).toBe(Buffer.from(head.root).toString('hex'));
  });

  it.each(located)('locates %s', async (_name, attack, at, what, keys) => {
    const found = await verifying(attack, [head], auditKeys);
    expect({ verdict: found.verdict, at: places(found) }).toEqual({ verdict: 'BROKEN', at: at() });
    expect(whats(found)).toMatch(what);
    const outside = await verifying(attack, [head], publicKeys);
    if (keys !== 'with keys only') {
      const without = keys === 'without keys' ? at : keys;
      expect({ verdict: outside.verdict, at: places(outside) }).toEqual({ verdict: 'BROKEN', at: without() });
    } else expect(outside.limits).toMatch(/was given no seal key/);
  });
});
