import type { Policy } from '../policy.js';
import { dataSubjectCategories, protectedSubjects } from '../protectedSubjects.js';
import type { LinkSubject } from '../types.js';

/** Data subjects who are known not to be protected. */
export const unprotectedSubjects: readonly string[] = dataSubjectCategories.filter(
  (category) => !protectedSubjects.includes(category),
);

/** What is known of the person at the end of a link, and from whom. */
export interface StatedSubject {
  /** Type of the link, e.g. `SeizurePerson`; null of a statement of which no row is left: whom nobody tells of is protected. */
  readonly type: string | null;
  /** The link's role, e.g. `WITNESS`; null where its table has none. */
  readonly role: string | null;
  /** `YYYY[-MM[-DD]]`, as the link states it. */
  readonly birthDate: string | null;
  /** What the delivery states. */
  readonly category: string | null;
  readonly minor: boolean | null;
  /** What the persons source has told of the record at the link's end. */
  readonly recordCategory: string | null;
  readonly recordMinor: boolean | null;
  /** Whether the link points at a record. */
  readonly pointed: boolean;
  /** False where it points at one that the persons source has not been asked about yet. */
  readonly settled: boolean;
  /** Value of the envelope's `source`, of a record that is classified PUBLIC; null of any other. */
  readonly publicSource: string | null;
}

/**
 * What the person at the end of a link is to the case, as far as is known at an instant: what the delivery states, else
 * what the link's role tells, or its being in a public list, or the record at its end; but where any of them says that the
 * person is protected, that. A minor by statement, by the record, or by the stated date of birth. `isUnprotected` is its
 * twin in SQL.
 *
 * @param asOf UTC ISO 8601
 */
export function linkSubject(policy: Policy, asOf: string, stated: StatedSubject): LinkSubject {
  const { roles, publicLists, untold } = policy.linkSubjects;
  const minor =
    stated.minor === true ||
    stated.recordMinor === true ||
    (stated.birthDate !== null && latestDay(stated.birthDate) > cutoff(asOf));
  if (!stated.settled) return { category: null, minor };
  const byRole = stated.role === null ? null : (roles[stated.role] ?? null);
  const listed = publicLists.includes(stated.publicSource ?? '') ? 'OTHER' : null;
  const words = [stated.category, byRole, listed, stated.recordCategory].filter((word) => word !== null);
  const strictest = words.find((word) => !unprotectedSubjects.includes(word));
  // Why not of one that points at a record: what is not told of that may yet be.
  if (words.length === 0 && !stated.pointed) {
    const are = untold[stated.type ?? '']?.are ?? 'PROTECTED';
    if (are !== 'PROTECTED') return { category: null, minor, untold: are };
  }
  return { category: strictest ?? words[0] ?? null, minor };
}

/** The last day on which somebody is an adult who was born on it, at an instant: `YYYY-MM-DD`, not always a date. */
export function cutoff(asOf: string): string {
  const day = asOf.slice(0, 10);
  return String(Number(day.slice(0, 4)) - 18).padStart(4, '0') + day.slice(4);
}

/** Of a date that is not known to the day, the last one that it may be: who may be a minor is one. */
function latestDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}
