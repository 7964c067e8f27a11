import { beforeEach, describe, expect, it } from '@jest/globals';
import { eraseBodies } from '../../../auditlog/retention/erase.js';
import { holdEntries } from '../../../auditlog/retention/hold.js';
import { type Span, writeSpan } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import type { StatedHeader } from '../../../auditlog/types.js';
import { erasingId } from '../../../auditlog/verification/acts/erasures.js';
import { findHolds, holdingId } from '../../../auditlog/verification/acts/holds.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { openLog, writeLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader, sealOf } from '../support/samples.js';
import { takeKey } from '../support/treeKeys.js';
import { headOf, publicKeys } from '../verification/tampering.js';

const { pool, admin } = useLogDatabase();
let heads: string;

beforeEach(async () => {
  heads = await emptyLogs(admin);
  await writeLog(pool, 20, { logId: 'main', heads });
});

/** Appends acts to a log of operators. */
async function append(logId: string, headers: readonly Partial<StatedHeader>[], keys = auditKeys): Promise<void> {
  const log = await openLog(pool, { logId, heads, keys });
  for (const header of headers)
    await log.append({ header: sampleHeader(header), body: sampleBody({ disclosed: [], caseReference: null }) });
  await log.close();
}
const common = (spans: readonly Span[]) => ({
  ...{ db: admin as LogPool, log: 'main', spans, keys: bodyKeys(auditKeys) },
  publicKeys: [publicKeys.checkpoint.publicKey],
});
const erasing = (spans: readonly Span[]): Partial<StatedHeader>[] =>
  spans.map((span) => ({ kind: 'ERASE', requestId: erasingId('main', span) }));
const erase = (...spans: readonly Span[]) =>
  eraseBodies({
    ...common(spans),
    store: admin as LogPool,
    append: (open) => append('main.cli', erasing(open)),
  });
const holding = (id: string, spans: readonly Span[]): Partial<StatedHeader> => ({
  ...{ kind: 'HOLD', requestId: holdingId('HOLD', { log: 'main', id }), spans: spans.map(writeSpan) },
});
const hold = (id: string, ...spans: readonly Span[]) =>
  holdEntries({ ...common(spans), append: (held) => append('main.cli', [holding(id, held)]) });
const releasing = (id: string): Partial<StatedHeader> => ({
  ...{ kind: 'RELEASE', requestId: holdingId('RELEASE', { log: 'main', id }) },
});
const verify = async (log = 'main', keys: typeof auditKeys | typeof publicKeys = auditKeys) =>
  verifyLog(pool, log, keys, { trusted: [await headOf(pool, log)] });
const one = (index: number): Span => ({ from: index, to: index });
const some: Span = { from: 5, to: 7 };

describe('a hold', () => {
  it('keeps entries from being erased until it is released, and no others', async () => {
    await hold('hold_a', some, one(9));
    for (const span of [one(5), { from: 7, to: 8 }, { from: 1, to: 19 }])
      await expect(erase(span)).rejects.toMatchObject({ code: 'AUDIT_HELD' });
    expect(await erase(one(8))).toBe(1);
    await hold('hold_b', one(6));
    await append('main.cli', [releasing('hold_a')]);
    await expect(erase(some)).rejects.toThrow(/Entry 6 of main is on hold/);
    expect(await erase(one(5), one(7), one(9))).toBe(3);
    const { holds } = await findHolds(pool, null, bodyKeys(publicKeys));
    expect(holds.map(({ id, log, spans, released }) => [id, log, spans, released !== null])).toEqual([
      ['hold_a', 'main', [some, one(9)], true],
      ['hold_b', 'main', [one(6)], false],
    ]);
    expect(await verify()).toMatchObject({ verdict: 'OK', erased: 4 });
  });

  it('is ended by no RELEASE entry that does not open', async () => {
    await hold('hold_a', some);
    await append('forged', [releasing('hold_a')], { ...auditKeys, auditSeal: sealOf(Buffer.alloc(32, 77)) });
    await expect(erase(one(5))).rejects.toMatchObject({ code: 'AUDIT_HELD' });
  });

  it('that does not open ends all erasing: what it holds is not known', async () => {
    await hold('hold_a', some);
    await takeKey(admin, 'main.cli', 1);
    await expect(erase(one(12))).rejects.toMatchObject({ code: 'AUDIT_FORKED' });
  });

  it('that was taken away beside the log is missed: there is no list of holds but the log', async () => {
    await hold('hold_a', some);
    await admin.query(`delete from audit.entry where kind = 'HOLD'`);
    expect(await verify('main.cli')).toMatchObject({ verdict: 'BROKEN', faults: [{ index: 1 }] });
  });

  it('is not laid on what an act took, nor on what no head is over', async () => {
    await erase(some);
    await expect(hold('hold_a', one(7))).rejects.toThrow(/Entry 7 of main is named by the ERASE entry main.cli/);
    await expect(hold('hold_a', one(1000))).rejects.toThrow(/under no checkpoint/);
    expect((await findHolds(pool, null, bodyKeys(auditKeys))).holds).toEqual([]);
  });

  it('is broken where somebody erased in spite of it, with an entry that says so', async () => {
    await hold('hold_a', some);
    await append('main.cli', erasing([one(6)]));
    await takeKey(admin, 'main', 6);
    for (const keys of [auditKeys, publicKeys])
      expect(await verify('main', keys)).toMatchObject({
        verdict: 'BROKEN',
        faults: [{ index: 6, what: 'its key is gone, though the HOLD entry main.cli/1 held it' }],
      });
  });

  it('waits for an erasure that is under way, and comes too late for what that takes', async () => {
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const erased = eraseBodies({
      ...common([some]),
      store: admin as LogPool,
      append: async (open) => {
        begin();
        await new Promise((resolve) => setTimeout(resolve, 200));
        await append('main.cli', erasing(open));
      },
    });
    await begun;
    await expect(hold('hold_a', one(6))).rejects.toThrow(/named by the ERASE entry/);
    expect(await erased).toBe(3);
  });
});
