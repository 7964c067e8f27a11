import { PortcullisError } from '../../schema/errors.js';
import { entriesClosed } from '../keyTree/closed.js';
import { mergeSpans, type Span, splitSpans } from '../spans.js';
import { withActLock } from '../store/lock.js';
import type { LogPool, LogQuery } from '../store/pool.js';
import { findTakings } from '../verification/acts/erasures.js';
import { findHolds } from '../verification/acts/holds.js';
import type { BodyKeys } from '../verification/checkEntry.js';
import { assertSigned, type Concerned, refused } from './signed.js';

/** What an act on entries needs. */
export interface Holding extends Concerned {
  readonly db: LogPool;
  readonly keys: BodyKeys;
  /** Appends the entries that state the act; resolves when they are durable, or existed before. */
  append(spans: readonly Span[]): Promise<void>;
}

/**
 * Holds entries: after the HOLD entry they can be neither erased nor expired.
 *
 * @throws PortcullisError BAD_USER_INPUT for entries that are not signed yet, or whose keys an act took; AUDIT_UNAVAILABLE
 */
export async function holdEntries(holding: Holding): Promise<void> {
  const { db, log, keys } = holding;
  const spans = mergeSpans(holding.spans);
  await withActLock(db, log, async () => {
    await assertSigned(holding);
    for (const { kind, act, spans: taking } of await findTakings(db, log, keys)) {
      const [taken] = splitSpans(spans, taking).within;
      const by = `${kind} entry ${act.by.log}/${act.by.index}`;
      if (taken) throw refused(`Entry ${taken.from} of ${log} is named by the ${by}: nothing of it is left to hold.`);
    }
    await holding.append(spans);
  });
}

/** Entries of a log that are on hold. @throws PortcullisError AUDIT_FORKED if a HOLD entry is not what was written */
export async function findHeld(db: LogQuery, log: string, keys: BodyKeys): Promise<readonly Span[]> {
  const { holds, spoilt } = await findHolds(db, log, keys);
  const [lost] = spoilt;
  if (lost?.isClosed) throw entriesClosed(lost.log);
  if (lost)
    throw new PortcullisError('AUDIT_FORKED', {
      message: `The HOLD entry ${lost.log}/${lost.index} does not open: what it holds is not known. Run "portcullis audit verify".`,
    });
  return mergeSpans(holds.filter(({ released }) => released === null).flatMap((hold) => hold.spans));
}

/** @throws PortcullisError AUDIT_HELD if one of these entries is on hold */
export async function assertNotHeld({
  db,
  log,
  spans,
  keys,
}: Pick<Holding, 'db' | 'log' | 'spans' | 'keys'>): Promise<void> {
  const [held] = splitSpans(mergeSpans(spans), await findHeld(db, log, keys)).within;
  if (held)
    throw new PortcullisError('AUDIT_HELD', { message: `Entry ${held.from} of ${log} is on hold: it is not erased.` });
}
