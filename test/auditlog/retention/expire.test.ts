import { beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { readSubjects } from '../../../auditlog/absence/readSubjects.js';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { openExport } from '../../../auditlog/exports/exportLog.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyInclusion } from '../../../auditlog/proofs/verifyProof.js';
import { holdEntries } from '../../../auditlog/retention/hold.js';
import { verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { type Span, writeSpan } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import { destroyTokens } from '../../../auditlog/store/retention/erase.js';
import { holdingId } from '../../../auditlog/verification/acts/holds.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { readDecided } from '../../../cli/audit/replay/readDecided.js';
import { fileOf, verifyAudit } from '../../tools/support/verifyAudit.js';
import { expire as expireIn, onDay, writeDays } from '../support/days.js';
import { indexLog } from '../support/indexLog.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { openLog, writeLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { spy } from '../support/spyPool.js';
import { takeKey } from '../support/treeKeys.js';
import { headOf, publicKeys } from '../verification/tampering.js';

const { database, pool, admin } = useLogDatabase();
let heads: string;
const days = ['2021-03-01', '2021-03-02', '2021-03-03', '2021-03-04'];

beforeEach(async () => {
  heads = await emptyLogs(admin);
  // Ten entries a day: 0 OPENED, then looks, and refusals at 3, 6 and 9.
  await writeDays(pool, heads, days, 9);
  await indexLog(admin, 'main', 14, 25, 35);
});

const expire = (before: string, changes: Parameters<typeof expireIn>[2] = {}) =>
  expireIn({ pool, admin, heads }, before, changes);
const verify = async (log = 'main', keys: typeof auditKeys | typeof publicKeys = auditKeys) =>
  verifyLog(pool, log, keys, { trusted: [await headOf(pool, log)], proven: new Map([['main.cli', 100]]) });
const hold = (id: string, ...spans: readonly Span[]) =>
  holdEntries({
    ...{ db: admin as LogPool, log: 'main', spans, keys: bodyKeys(auditKeys) },
    publicKeys: [publicKeys.checkpoint.publicKey],
    append: (held) =>
      append({ kind: 'HOLD', requestId: holdingId('HOLD', { log: 'main', id }), spans: held.map(writeSpan) }),
  });
async function append(header: Parameters<typeof sampleHeader>[0]): Promise<void> {
  const log = await openLog(pool, { logId: 'main.cli', heads });
  await log.append({ header: sampleHeader(header), body: sampleBody({ disclosed: [], caseReference: null }) });
  await log.close();
}
/** What a reader gets of each entry: `.` nothing but the leaf, `h` a header, `H` header and body. */
async function readable(): Promise<string> {
  const { entries } = await createAuditReader(pool, 'main', auditKeys).search({ agencies: null, limit: 100 });
  const mark = (kind: string, body: unknown) => (body !== null ? 'H' : kind === 'EXPIRED' ? '.' : 'h');
  return entries
    .toReversed()
    .map(({ header, body }) => mark(header.kind, body))
    .join('');
}
const count = async (table: string): Promise<number> =>
  (await admin.query(`select count(*)::int as count from ${table}`)).rows[0]?.count;
const one = (index: number): Span => ({ from: index, to: index });
const whole = 'HHHHHHHHHH';
const looksGone = 'H..H..H..H';

describe('expiry of a class of entries', () => {
  it('takes whole days of it, leaves the rest, and all proofs hold', async () => {
    const found = await expire('2021-03-03');
    expect(found).toMatchObject({ count: 12, held: 0, expiries: [{ first: days[0], last: days[1] }] });
    expect(await readable()).toBe(looksGone + looksGone + whole + whole);
    for (const keys of [auditKeys, publicKeys])
      expect(await verify('main', keys)).toMatchObject({ verdict: 'OK', expired: 12, erased: 0, faults: [] });
    const reader = createAuditReader(pool, 'main', auditKeys);
    const proof = await reader.proveInclusion(4);
    const { index, leafHash: leaf, treeSize: size, hashes, root } = proof;
    expect(verifyInclusion({ index, size, leaf, proof: hashes, root }, primitives)).toBe(true);
    await expire('2021-03-02', { class: 'REFUSAL' });
    expect(await readable()).toBe(`H.........${looksGone}${whole}${whole}`);
    expect(await verify()).toMatchObject({ verdict: 'OK', expired: 15 });
  });

  it('leaves no word of them in any column, no token and no node of their days', async () => {
    await expire('2021-03-04');
    await expire('2021-03-04', { class: 'REFUSAL' });
    const { rows } = await admin.query(`select to_jsonb(e) - 'bytes' - 'leaf_hash' as row from audit.entry e
      where log = 'main' and kind <> 'OPENED' and index < 30`);
    expect(rows).toHaveLength(27);
    for (const { row } of rows) {
      const { log, index, kind, at, request_id, code, sealed, ...rest } = row;
      expect([log, kind, request_id, code, sealed]).toEqual(['main', 'EXPIRED', `expired/${index}`, '', '\\x']);
      expect([at.slice(11, 19), Object.values(rest).filter((value) => value !== null)]).toEqual(['00:00:00', []]);
    }
    const tokens = await admin.query(
      `select min(index)::int as first from audit.entry where log = 'main' and index % 10 > 0 and tokens is not null`,
    );
    expect(tokens.rows[0]?.first).toBeGreaterThan(30);
    const postings = await admin.query(`select distinct audit.posting_index(first, block, i)::int as index
      from audit.posting join audit.posting_run using (run), generate_series(0, octet_length(block) - 1, 8) i order by index`);
    expect(postings.rows.filter(({ index }) => index % 10 > 0).map(({ index }) => index)).toEqual([31, 32, 33, 34]);
    const nodes = await admin.query(
      `select distinct day::text from audit_keys.tree_key where log = 'main' and class <> 'HOUSE' order by day`,
    );
    expect(nodes.rows).toEqual([{ day: days[3] }]);
  });

  it('leaves what is on hold openable, with the end of a held INTENT; released, it goes with the next call', async () => {
    await onDay('2021-03-04', async () => {
      const log = await openLog(pool, { logId: 'main', heads });
      for (const kind of ['INTENT', 'OUTCOME'] as const)
        await log.append({ header: sampleHeader({ kind, requestId: 'act_1' }), body: sampleBody() });
      await log.close();
    });
    await writeDays(pool, heads, ['2021-03-05'], 1);
    const intent = 41;
    await hold('hold_a', { from: 4, to: 5 }, one(intent));
    expect(await expire('2021-03-05')).toMatchObject({ held: 4 });
    const nodes = await admin.query(
      `select day::text, level, place::int from audit_keys.tree_key where log = 'main' and class = 'LOOK' order by place`,
    );
    // Of days with nothing on hold no node is left; of the others those over what is, and no entry more.
    expect(nodes.rows.filter(({ day }) => day < '2021-03-05')).toEqual([
      { day: days[0], level: 1, place: 2 },
      { day: days[3], level: 0, place: 41 },
      { day: days[3], level: 0, place: 42 },
    ]);
    expect(await readable()).toBe(`H..HHHH..H${looksGone.repeat(3)}HHHHH`);
    const log = await openLog(pool, { logId: 'main', heads });
    await log.close();
    expect((await readable()).length).toBe(46);
    expect(await verify()).toMatchObject({ verdict: 'OK', faults: [] });
    await append({ kind: 'RELEASE', requestId: holdingId('RELEASE', { log: 'main', id: 'hold_a' }) });
    expect(await expire('2021-03-05')).toMatchObject({ held: 0, count: 4 });
    expect(await verify()).toMatchObject({ verdict: 'OK', expired: 26, faults: [] });
    expect(await expire('2021-03-05')).toMatchObject({ count: 0, expiries: [] });
    await expect(hold('hold_b', one(4))).rejects.toThrow(/named by the EXPIRE entry/);
  });

  it('never takes the newest day of a log, whatever day is named: a writer may still place there', async () => {
    expect(await expire('2999-01-01')).toMatchObject({ before: days[3], count: 18 });
    expect(await readable()).toBe(looksGone.repeat(3) + whole);
    await onDay(days[3] as string, async () => {
      await writeLog(pool, 2, { logId: 'main', heads });
    });
    expect(await verify()).toMatchObject({ verdict: 'OK', faults: [] });
  });

  it('leaves an export that verifies outside, and a month whose subjects are counted', async () => {
    await expire('2021-03-03');
    const question = { log: 'main', from: null, to: null, agency: 'NL-CUSTOMS' };
    const opened = await openExport(pool, question, [publicKeys.checkpoint.publicKey]);
    const pieces: Buffer[] = [];
    for await (const piece of opened.pieces()) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    expect(text.match(/^expired /gm)).toHaveLength(12);
    const key = verifierKeyOf(originOf('main'), publicKeys.checkpoint.publicKey);
    const { code, out } = await verifyAudit('export', fileOf(text), '--key', key);
    expect([code, out]).toEqual([0, expect.stringContaining('entries 0 to 39, all (12 expired, 4 without a header)')]);
    const subjects = await readSubjects(pool, { log: 'main', start: 0, end: 40 }, bodyKeys(auditKeys));
    expect(subjects).toEqual({ ids: new Set(['person_secretsecret']), erased: 12 });
    const replayed = await readDecided(pool, { keys: auditKeys }, { log: 'main', index: 4 });
    expect(replayed.missing).toEqual(['what was decided: the entry has expired']);
  });

  it('goes on with entries that were erased before, and takes their headers', async () => {
    await append({ kind: 'ERASE', requestId: 'erase/main/4' });
    await takeKey(admin, 'main', 4);
    await destroyTokens(admin as LogPool, 'main', [one(4)]);
    expect(await expire('2021-03-02')).toMatchObject({ count: 6 });
    expect(await verify()).toMatchObject({ verdict: 'OK', expired: 6, erased: 0 });
  });

  it('says what would go without taking anything', async () => {
    const before = await readable();
    expect(await expire('2021-03-03', { isDry: true })).toMatchObject({ count: 12 });
    expect([await readable(), await count('audit_keys.tree_key')]).toEqual([before, 12]);
    expect(await verify()).toMatchObject({ verdict: 'OK', expired: 0 });
  });

  it('does not explain afterwards what somebody else took away', async () => {
    await takeKey(admin, 'main', 4);
    await expect(expire('2021-03-02')).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults: [{ index: 4 }] });
  });

  it('is not misled by columns: a day that the header does not say is a fork', async () => {
    await admin.query(`update audit.entry set at = '2021-01-01' where log = 'main' and index = 34`);
    await expect(expire('2021-03-02')).rejects.toThrow(/Entry 34 of main is not what its columns say/);
  });

  it('is no right of the writer', async () => {
    await expect(expire('2021-03-02', { db: pool as LogPool })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(pool.query('update audit.entry set header = null')).rejects.toThrow(/permission denied/);
  });

  it('is no right of one who may erase and not change entries: nothing is logged, nothing goes', async () => {
    await admin.query(`create role eraser; grant usage on schema audit to eraser;
      grant select on all tables in schema audit to eraser; grant update (tokens) on audit.entry to eraser`);
    const eraser = new pg.Pool({ connectionString: database.adminUrl, options: '-c role=eraser' });
    try {
      await expect(expire('2021-03-02', { db: eraser as LogPool })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    } finally {
      await eraser.end();
      await admin.query('drop owned by eraser; drop role eraser');
    }
    expect(await count('audit.entry')).toBe(40);
  });
});

describe('expiry that was killed', () => {
  /** Its database dies at the first statement with this word, whether it goes by the pool or by a connection. */
  const killed = (word: string): LogPool => {
    const refuse = ({ text }: { readonly text: string }): void => {
      if (text.includes(word)) throw new Error('killed');
    };
    const spied = spy(admin, refuse);
    return {
      connect: () => spied.connect(),
      query: async (statement) => {
        refuse(statement);
        return await spied.query(statement);
      },
    };
  };

  it.each([
    ['at the first node', { store: 'delete from audit_keys' }, 0],
    ['at the nodes that stay', { store: 'insert into audit_keys' }, 0],
    ['at the end of the nodes', { store: 'commit' }, 0],
    ['before the headers', { db: 'update audit.entry' }, 5],
  ] as const)(
    '%s is completed by the same call, with one entry',
    async (_name, at: { store?: string; db?: string }, gone) => {
      await hold('hold_a', one(4));
      const dying = {
        ...(at.store ? { store: killed(at.store) } : {}),
        ...(at.db ? { db: killed(at.db) } : {}),
      };
      await expect(expire('2021-03-02', dying)).rejects.toThrow('killed');
      expect((await readable()).split('h').length - 1).toBe(gone);
      for (const keys of [auditKeys, publicKeys])
        expect(await verify('main', keys)).toMatchObject(
          gone === 0
            ? {
                ...{ verdict: 'UNPROVEN', faults: [], expired: 0 },
                missing: expect.arrayContaining([
                  'the end of expiring entries 1 to 2, whose keys are there: expire them again',
                ]),
              }
            : {
                ...{ verdict: 'UNPROVEN', faults: [], expired: 5 },
                missing: expect.arrayContaining([
                  'the end of expiring entries 1 to 2, of which headers are left: expire them again',
                ]),
              },
        );
      expect(await expire('2021-03-02')).toMatchObject({ count: 5, held: 1, expiries: [] });
      expect(await verify()).toMatchObject({ verdict: 'OK', expired: 5, faults: [] });
      expect(await readable()).toBe(`H..HH.H..H${whole.repeat(3)}`);
      expect((await admin.query(`select from audit.entry where kind = 'EXPIRE'`)).rows).toHaveLength(1);
    },
  );

  it('before its entry has taken nothing', async () => {
    const failing = async (): Promise<void> => {
      throw new Error('no log');
    };
    await expect(expire('2021-03-02', { append: failing })).rejects.toThrow('no log');
    expect(await readable()).toBe(whole.repeat(4));
    expect(await verify()).toMatchObject({ verdict: 'OK', expired: 0 });
  });
});

describe('tampering with a log of which entries expired', () => {
  const strip = (index: number) =>
    admin.query(
      `update audit.entry set header = null, sealed = '', kind = 'EXPIRED', request_id = 'expired/' || index, code = '',
        at = date_trunc('day', at at time zone 'UTC') at time zone 'UTC', subject = null, agency = null, role = null,
        purpose = null, document_hash = null where log = 'main' and index = $1`,
      [index],
    );
  const noHeader = 'its header is gone, and no EXPIRE entry names it';
  const more = 'its header is gone, and more of it is left than a leaf';

  it.each([
    ['the header of a refusal between them', () => strip(3), [{ index: 3, what: noHeader }]],
    [
      'the header of a look of another day, tokens and all',
      () => strip(14),
      [
        { index: 14, what: more },
        { index: 14, what: noHeader },
      ],
    ],
    [
      'a header alone',
      () => admin.query(`update audit.entry set header = null where log = 'main' and index = 3`),
      [{ index: 3 }, { index: 3 }],
    ],
    ['a node of a day that stands', () => takeKey(admin, 'main', 14), [{ index: 14 }]],
    [
      'a column of one that expired',
      () => admin.query(`update audit.entry set agency = 'X' where log = 'main' and index = 4`),
      [{ index: 4, what: more }],
    ],
    [
      'the day of one that expired, which no leaf says',
      () => admin.query(`update audit.entry set at = at + interval '1 day' where log = 'main' and index = 4`),
      [
        { index: 4, what: 'its day is not that of its place in the log' },
        { index: 4, what: 'its day is none that the EXPIRE entry names' },
      ],
    ],
    [
      'the day of the first ones',
      () => admin.query(`update audit.entry set at = at - interval '1 day' where log = 'main' and index in (1, 2)`),
      [
        { index: 1, to: 2, what: 'its day is not that of its place in the log' },
        { index: 1, to: 2, what: 'its day is none that the EXPIRE entry names' },
      ],
    ],
    [
      'the leaf of one that expired',
      () => admin.query(`update audit.entry set bytes = set_byte(bytes, 60, 1) where log = 'main' and index = 4`),
      [{ index: 4 }],
    ],
  ] as const)('finds %s', async (_name, tamper, faults) => {
    await expire('2021-03-02');
    if (faults.some(({ index }) => index === 3)) await destroyTokens(admin as LogPool, 'main', [one(3)]);
    await tamper();
    expect(await verify()).toMatchObject({ verdict: 'BROKEN', faults });
  });

  it('finds an EXPIRE entry that names more than it did, or is gone', async () => {
    await expire('2021-03-02');
    const { rows } = await admin.query(`select index::int, header from audit.entry where kind = 'EXPIRE'`);
    // In JavaScript: a header begins with a random salt, and PostgreSQL's text takes no NUL byte.
    const header = Buffer.from(rows[0]?.header.toString('latin1').replace('"1-2"', '"1-3"'), 'latin1');
    await admin.query(`update audit.entry set header = $1 where kind = 'EXPIRE'`, [header]);
    expect(await verify('main.cli')).toMatchObject({ verdict: 'BROKEN', faults: [{ index: rows[0]?.index }] });
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      faults: expect.arrayContaining([{ index: 1, to: 2, what: noHeader }]),
    });
    await admin.query(`delete from audit.entry where kind = 'EXPIRE'`);
    expect(await verify('main.cli')).toMatchObject({ verdict: 'BROKEN' });
    expect(await verify()).toMatchObject({ verdict: 'BROKEN' });
  });

  it('finds what expired in spite of a hold, with an entry that says so', async () => {
    await hold('hold_a', one(4));
    const takings = { keys: { ...bodyKeys(auditKeys), seal: () => [Buffer.alloc(32, 9)] } };
    await expect(expire('2021-03-02', takings)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    await append({ kind: 'EXPIRE', requestId: 'expire/main/LOOK/2021-03-01/2021-03-01/4', spans: ['4'] });
    await takeKey(admin, 'main', 4);
    await destroyTokens(admin as LogPool, 'main', [one(4)]);
    await strip(4);
    expect(await verify()).toMatchObject({
      verdict: 'BROKEN',
      faults: [{ index: 4, what: 'its header is gone, though the HOLD entry main.cli/1 held it' }],
    });
  });
});
