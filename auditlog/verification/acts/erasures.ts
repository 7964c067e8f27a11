import { countOf, parseSpan, type Span, splitSpans, writeSpan } from '../../spans.js';
import type { LogQuery } from '../../store/pool.js';
import type { BodyKeys } from '../checkEntry.js';
import type { Faults } from '../faults.js';
import { type Act, type EntryAt, findActs } from './acts.js';
import { findHolds, stoodAt } from './holds.js';

/** That the bodies of some entries were erased, and the ERASE entry that says so. */
export interface Erasure extends Span {
  readonly by: EntryAt;
  /** False where the seal key is not known, so that the ERASE entry could not be opened. */
  readonly isOpened: boolean;
}

/**
 * The request id of an ERASE entry: it names the entries in clear, so that anyone who has no keys can read which absence is
 * an act; and the log takes one entry a request id, so that an act that was cut short is not written twice.
 */
export function erasingId(log: string, span: Span): string {
  return `erase/${log}/${writeSpan(span)}`;
}

/** What an act took away. */
export interface Taking {
  readonly act: Act;
  readonly span: Span;
}

/** The acts, of all logs of the database, by which bodies of a log were erased. */
export async function findTakings(db: LogQuery, log: string, keys: BodyKeys): Promise<readonly Taking[]> {
  const prefix = `erase/${log}/`;
  const { acts } = await findActs(db, 'ERASE', prefix, keys);
  return acts.flatMap((act) => {
    const span = parseSpan(act.header.requestId.slice(prefix.length));
    return span ? { act, span } : [];
  });
}

/**
 * Compares the entries whose keys are gone with the acts that took them: one that no act names is a fault, and one that was on hold
 * when the act was written.
 *
 * @returns the acts, each with the number of these entries that it names first
 */
export async function explainAbsent(
  db: LogQuery,
  log: string,
  absent: readonly Span[],
  keys: BodyKeys,
  faults: Faults,
): Promise<readonly (Erasure & { readonly count: number })[]> {
  if (absent.length === 0) return [];
  // Read after the keys were missed: an act is durable before the keys go.
  const takings = await findTakings(db, log, keys);
  const { holds } = await findHolds(db, log, keys);
  let unexplained = absent;
  const erasures = takings.flatMap(({ act, span: { from, to } }) => {
    const { within, rest } = splitSpans(unexplained, [{ from, to }]);
    unexplained = rest;
    for (const hold of holds.filter((each) => stoodAt(each, act))) {
      const what = `its key is gone, though the HOLD entry ${hold.act.by.log}/${hold.act.by.index} held it`;
      for (const held of splitSpans(within, hold.spans).within) faults.add(held.from, what, held.to);
    }
    const { by, isOpened } = act;
    return within.length === 0 ? [] : { from, to, by, isOpened, count: countOf(within) };
  });
  for (const { from, to } of unexplained) faults.add(from, 'its key is gone, and no ERASE entry names it', to);
  return erasures;
}
