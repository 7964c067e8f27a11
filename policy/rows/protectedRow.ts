import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { isProtected, isProtectedRecord } from '../protectedSubjects.js';
import { type Category, type Effect, type Envelope, type LinkSubject, type RequestFacts, rank } from '../types.js';

/** By what a record is sought that may only be known of: a number with all that makes it one, or a name and a date of birth. */
export type SoughtBy = 'NUMBER' | 'NAME';

/** What may be known of a record: VISIBLE, HIT (that it exists), or INVISIBLE. */
export type RecordStanding = 'VISIBLE' | 'HIT' | 'INVISIBLE';

/** A record, or a link in it, as one viewer asks for it. */
export interface AskedRow {
  readonly policy: Policy;
  readonly facts: RequestFacts;
  readonly envelope: Envelope;
  /** The person at the end of the link that the row is; null for any other row. */
  readonly subject: LinkSubject | null;
}

/**
 * What may be known of a row: the last step of deciding, over all categories in which it holds data. A protected row whose
 * best is HIT is invisible, unless it may be hit by something at least. `knownPredicate` is its twin.
 *
 * @param best the highest effect of those categories
 */
export function recordStanding(row: AskedRow, best: Effect): RecordStanding {
  if (rank[best] >= rank.MASKED) return 'VISIBLE';
  return best === 'HIT' && mayBeHit(row, 'NUMBER') ? 'HIT' : 'INVISIBLE';
}

/** Whether a row whose best is HIT may be answered as a hit to who seeks it by this. */
export function mayBeHit(row: AskedRow, by: SoughtBy): boolean {
  const { policy, facts, envelope } = row;
  return !isProtectedRow(row) || givesProtectedHits(policy, facts, by) || envelope.hitTo.includes(itself(facts));
}

/**
 * Whether a look-up by a number finds a visible row: a protected one, of which a part is shown, is found by those alone who
 * would get the number but for the protection. Else a part of a victim's record would answer whose number it is.
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

/** Whether the policy lets the viewer's kind of agency know of protected rows. */
export function givesProtectedHits({ protectedHits }: Policy, { viewer }: RequestFacts, by: SoughtBy): boolean {
  return protectedHits.some((row) => row.kind === viewer.kind && row.by === by);
}

/** The name under which a hit list means the viewer's agency, and not its kind or country. */
export function itself({ viewer }: RequestFacts): string {
  return `agency:${viewer.agency}`;
}
