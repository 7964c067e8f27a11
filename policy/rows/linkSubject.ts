import type { Policy } from '../policy.js';
import { dataSubjectCategories, protectedSubjects } from '../protectedSubjects.js';
import type { LinkSubject } from '../types.js';

/** Categories of data subjects that are not protected. */
export const unprotectedSubjects: readonly string[] = dataSubjectCategories.filter(
  (category) => !protectedSubjects.includes(category),
);

/** What each party states about the person at the end of a link. */
export interface StatedSubject {
  /** Type of the link, e.g. `SeizurePerson`; null where no row is left of the statement: then an unstated person is protected. */
  readonly type: string | null;
  /** The link's role, e.g. `WITNESS`; null where its table has none. */
  readonly role: string | null;
  /** `YYYY[-MM[-DD]]`, as the link states it. */
  readonly birthDate: string | null;
  /** What the delivery states. */
  readonly category: string | null;
  readonly minor: boolean | null;
  /** What the persons source has said of the record at the link's end. */
  readonly recordCategory: string | null;
  readonly recordMinor: boolean | null;
  /** Whether the link points at a record. */
  readonly pointed: boolean;
  /** False where it points at a record that the persons source has not been asked about yet. */
  readonly settled: boolean;
  /** The envelope's `source` where the record is classified PUBLIC; else null. */
  readonly publicSource: string | null;
}

/**
 * What the person at the end of a link is to the case, as far as it is known at an instant: what the delivery states, else
 * what follows from the link's role, from a public list or from the record at its end. Where any of them says that the person
 * is protected, that wins. A minor is one by statement, by the record or by the stated date of birth. `isUnprotected` is its
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
  // Not for a link that points at a record: the persons source may yet say more of it.
  if (words.length === 0 && !stated.pointed) {
    const are = untold[stated.type ?? '']?.are ?? 'PROTECTED';
    if (are !== 'PROTECTED') return { category: null, minor, untold: are };
  }
  return { category: strictest ?? words[0] ?? null, minor };
}

/** The latest date of birth of an adult at an instant: `YYYY-MM-DD`, which may be 29 February of any year. */
export function cutoff(asOf: string): string {
  const day = asOf.slice(0, 10);
  return String(Number(day.slice(0, 4)) - 18).padStart(4, '0') + day.slice(4);
}

/** The latest day that a partial date may mean: somebody who may be a minor is one. */
function latestDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}
