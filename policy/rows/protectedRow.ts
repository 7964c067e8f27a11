import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { isProtected, isProtectedRecord } from '../protectedSubjects.js';
import { type Category, type Effect, type Envelope, type LinkSubject, type RequestFacts, rank } from '../types.js';

/** What a look-up states: a complete number, or a name with a date of birth. */
export type SoughtBy = 'NUMBER' | 'NAME';

/** What a viewer may know of a record: VISIBLE, HIT (that it exists), or INVISIBLE. */
export type RecordStanding = 'VISIBLE' | 'HIT' | 'INVISIBLE';

/** A record, or a link in it, for one viewer. */
export interface AskedRow {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  readonly envelope: Envelope;
  /** The person at the end of the link, where the row is a link; else null. */
  readonly subject: LinkSubject | null;
}

/**
 * What the viewer may know of a row: the last step of deciding, over all categories in which it holds data. A protected row
 * whose best effect is HIT is invisible, unless it may be hit by a number. `knownPredicate` is its twin.
 *
 * @param best the highest effect of those categories
 */
export function recordStanding(row: AskedRow, best: Effect): RecordStanding {
  if (rank[best] >= rank.MASKED) return 'VISIBLE';
  return best === 'HIT' && mayBeHit(row, 'NUMBER') ? 'HIT' : 'INVISIBLE';
}

/** Whether a row whose best effect is HIT may be answered as a hit to such a look-up. */
export function mayBeHit(row: AskedRow, by: SoughtBy): boolean {
  const { policy, facts, envelope } = row;
  return !isProtectedRow(row) || givesProtectedHits(policy, facts, by) || envelope.hitTo.includes(itself(facts));
}

/**
 * Whether a look-up by a number finds a visible row. A protected row, of which only a part is shown, is found only by viewers
 * who would get the number but for the protection: otherwise a part of a victim's record would reveal whose number it is.
 * `foundPredicate` is its twin.
 *
 * @param category of the number
 */
export function isFoundBy(row: AskedRow, category: Category): boolean {
  if (!isProtectedRow(row)) return true;
  const { policy, facts, envelope } = row;
  const unprotected = { ...envelope, minor: false, dataSubjectCategory: null };
  return decide(policy, facts, category, unprotected).effect === 'FULL';
}

function isProtectedRow({ facts, envelope, subject }: AskedRow): boolean {
  const own = envelope.originator === facts.viewer.agency;
  return isProtectedRecord(envelope) || (subject !== null && isProtected(subject, own));
}

/** Whether the policy gives the viewer's kind of agency hits on protected rows. */
export function givesProtectedHits({ protectedHits }: Policy, { viewer }: RequestFacts, by: SoughtBy): boolean {
  return protectedHits.some((row) => row.kind === viewer.kind && row.by === by);
}

/** The name by which a hit list means the viewer's agency itself, not its kind or country. */
export function itself({ viewer }: RequestFacts): string {
  return `agency:${viewer.agency}`;
}
