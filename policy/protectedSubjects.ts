import { dataSubjectCategories as articleSix } from '../schema/records/parts/shared.js';
import type { Envelope, LinkSubject } from './types.js';

/** Europol handling codes that this layer understands; a record with any other is shown to nobody. */
export const handlingCodes: readonly string[] = ['H0', 'H1', 'H2', 'H3'];

/** Directive 2016/680, Article 6. A record with any other value is shown to nobody. */
export const dataSubjectCategories: readonly string[] = articleSix.stored;

/** Data subjects whose data nobody sees in full. */
export const protectedSubjects: readonly string[] = ['VICTIM', 'WITNESS'];

/** Whether a record is of a victim, a witness or a minor. */
export function isProtectedRecord({
  minor,
  dataSubjectCategory,
}: Pick<Envelope, 'minor' | 'dataSubjectCategory'>): boolean {
  return minor || protectedSubjects.includes(dataSubjectCategory ?? '');
}

/**
 * Whether the data of the person at the end of a link are not shown in full. A person whose category is not known is
 * protected, unless the policy says otherwise of persons whose category nobody states.
 *
 * @param own whether the record is of the viewer's agency; it matters only to the rule OWN
 */
export function isProtected({ category, minor, untold }: LinkSubject, own: boolean): boolean {
  if (untold !== undefined && !minor) return untold === 'OWN' && !own;
  return minor || !dataSubjectCategories.includes(category ?? '') || protectedSubjects.includes(category ?? '');
}
