import { dataSubjectCategories as articleSix } from '../schema/records/parts/shared.js';
import type { LinkSubject } from './types.js';

/** Europol handling codes that this layer understands; a record with another one is shown to nobody. */
export const handlingCodes: readonly string[] = ['H0', 'H1', 'H2', 'H3'];

/** Directive 2016/680, Article 6. A record with another value is shown to nobody. */
export const dataSubjectCategories: readonly string[] = articleSix.stored;

/** Data subjects whose data nobody sees in full. */
export const protectedSubjects: readonly string[] = ['VICTIM', 'WITNESS'];

/** Whether the data of the person at the end of a link are shown to nobody in full: who is not known is protected. */
export function isProtected({ category, minor }: LinkSubject): boolean {
  return minor || !dataSubjectCategories.includes(category ?? '') || protectedSubjects.includes(category ?? '');
}
