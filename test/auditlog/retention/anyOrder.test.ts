import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyInclusion } from '../../../auditlog/proofs/verifyProof.js';
import { eraseBodies } from '../../../auditlog/retention/erase.js';
import { holdEntries } from '../../../auditlog/retention/hold.js';
import { type Span, writeSpan } from '../../../auditlog/spans.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { createAuditReader } from '../../../auditlog/store/reader.js';
import type { StatedHeader } from '../../../auditlog/types.js';
import { erasingId } from '../../../auditlog/verification/acts/erasures.js';
import { holdingId } from '../../../auditlog/verification/acts/holds.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { verifyLog } from '../../../auditlog/verification/verify.js';
import { tries } from '../../support/runner/tries.js';
import { expire, writeDays } from '../support/days.js';
import { emptyLogs, useLogDatabase } from '../support/logDatabase.js';
import { openLog } from '../support/openTestLog.js';
import { auditKeys, sampleBody, sampleHeader } from '../support/samples.js';
import { headOf, publicKeys } from '../verification/tampering.js';

/* Entries of four days, ten each: 0 opens the log, 3, 6 and 9 are refusals, the others looks. */
const days = ['2021-03-01', '2021-03-02', '2021-03-03', '2021-03-04'];
const perDay = 10;
const { pool, admin } = useLogDatabase();
let heads: string;

async function append(...headers: readonly Partial<StatedHeader>[]): Promise<void> {
  const log = await openLog(pool, { logId: 'main.cli', heads });
  for (const header of headers)
    await log.append({ header: sampleHeader(header), body: sampleBody({ disclosed: [], caseReference: null }) });
  await log.close();
}

type Deed =
  | { readonly does: 'erase' | 'hold'; readonly span: Span }
  | { readonly does: 'release'; readonly hold: number }
  | { readonly does: 'expire'; readonly of: 'LOOK' | 'REFUSAL'; readonly before: number };

const span = fc
  .tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 6 }))
  .map(([from, more]): Span => ({ from, to: Math.min(39, from + more) }));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ does: fc.constantFrom('erase' as const, 'hold' as const), span }),
  fc.record({ does: fc.constant('release' as const), hold: fc.nat(2) }),
  fc.record({
    does: fc.constant('expire' as const),
    of: fc.constantFrom('LOOK' as const, 'REFUSAL' as const),
    before: fc.integer({ min: 0, max: 5 }),
  }),
);

/** What should have become of each entry. */
class Model {
  readonly erased = new Set<number>();
  readonly expired = new Set<number>();
  readonly holds: { readonly id: string; readonly span: Span; isReleased: boolean }[] = [];

  isHeld(index: number): boolean {
    return this.holds.some(({ span: { from, to }, isReleased }) => !isReleased && from <= index && index <= to);
  }
  isTaken(index: number): boolean {
    return this.erased.has(index) || this.expired.has(index);
  }
  /** As the reader shows it: `.` a leaf, `h` a header, `H` all. */
  toString(): string {
    const mark = (index: number) => (this.expired.has(index) ? '.' : this.erased.has(index) ? 'h' : 'H');
    return Array.from({ length: days.length * perDay }, (_, index) => mark(index)).join('');
  }
}

const indices = ({ from, to }: Span): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const common = (of: Span) => ({
  ...{ db: admin as LogPool, log: 'main', spans: [of], keys: bodyKeys(auditKeys) },
  publicKeys: [publicKeys.checkpoint.publicKey],
});

/** Does one, and says whether it was refused. */
async function run(model: Model, what: Deed): Promise<void> {
  if (what.does === 'expire') {
    const before = days[what.before] ?? '2021-12-01';
    await expire({ pool, admin, heads }, before, { class: what.of });
    for (let index = 0; index < Math.min(what.before, days.length - 1) * perDay; index += 1) {
      const place = index % perDay;
      const of = place === 0 ? 'HOUSE' : place % 3 === 0 ? 'REFUSAL' : 'LOOK';
      if (of === what.of && !model.isHeld(index)) model.expired.add(index);
    }
  } else if (what.does === 'release') {
    const hold = model.holds[what.hold];
    if (!hold || hold.isReleased) return;
    await append({ kind: 'RELEASE', requestId: holdingId('RELEASE', { log: 'main', id: hold.id }) });
    hold.isReleased = true;
  } else if (what.does === 'hold') {
    const id = `hold_${model.holds.length}`;
    const done = holdEntries({
      ...common(what.span),
      append: (held) =>
        append({ kind: 'HOLD', requestId: holdingId('HOLD', { log: 'main', id }), spans: held.map(writeSpan) }),
    });
    if (indices(what.span).some((index) => model.isTaken(index)))
      await expect(done).rejects.toThrow(/nothing of it is left/);
    else {
      await done;
      model.holds.push({ id, span: what.span, isReleased: false });
    }
  } else {
    const done = eraseBodies({
      ...common(what.span),
      store: admin as LogPool,
      append: (open) => append(...open.map((each) => ({ kind: 'ERASE', requestId: erasingId('main', each) }) as const)),
    });
    const own = indices(what.span);
    if (own.some((index) => model.isHeld(index))) await expect(done).rejects.toMatchObject({ code: 'AUDIT_HELD' });
    else if (own.some((index) => index % perDay === 0)) await expect(done).rejects.toThrow(/which is kept/);
    else {
      await done;
      for (const index of own) if (!model.isTaken(index)) model.erased.add(index);
    }
  }
}

it('holds in whatever order entries are erased, held, released and expire: what is held opens, what is gone never does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 9 }), async (deeds) => {
      heads = await emptyLogs(admin);
      await writeDays(pool, heads, days, perDay - 1);
      const model = new Model();
      for (const each of deeds) await run(model, each);
      const reader = createAuditReader(pool, 'main', auditKeys);
      const { entries } = await reader.search({ agencies: null, limit: 100 });
      const mark = (kind: string, body: unknown) => (body !== null ? 'H' : kind === 'EXPIRED' ? '.' : 'h');
      const shown = entries.toReversed().map(({ header, body }) => mark(header.kind, body));
      expect(shown.join('')).toBe(`${model}`);
      const { index, leafHash: leaf, treeSize: size, hashes, root } = await reader.proveInclusion(deeds.length * 4);
      expect(verifyInclusion({ index, size, leaf, proof: hashes, root }, primitives)).toBe(true);
      const trusted = [await headOf(pool, 'main')];
      const proven = new Map([['main.cli', 1000]]);
      for (const keys of [auditKeys, publicKeys])
        expect(await verifyLog(pool, 'main', keys, { trusted, proven })).toMatchObject({
          ...{ verdict: 'OK', faults: [], missing: [] },
          expired: model.expired.size,
          erased: [...model.erased].filter((each) => !model.expired.has(each)).length,
        });
    }),
    { numRuns: tries(4, 40) },
  );
}, 300_000);
