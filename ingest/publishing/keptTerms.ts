import type { KeptTerms } from '../../storage/acts/act.js';

/** A record, its columns as JSON, and its expiry. */
export interface KeptRow {
  readonly id: string;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly expires_at: Date | string | null;
}

/** The terms by which an envelope shows a record to fewer, and their columns. */
export const restrictingColumns = [
  ['classification', 'classification'],
  ['minor', 'minor'],
  ['dataSubjectCategory', 'data_subject_category'],
  ['jointOperation', 'joint_operation'],
  ['handlingCodes', 'handling_codes'],
  ['addressees', 'addressees'],
  ['releasableTo', 'releasable_to'],
  ['hitTo', 'hit_to'],
  ['purposeLimits', 'purpose_limits'],
] as const satisfies readonly (readonly [Exclude<keyof KeptTerms, 'expiresAt'>, string])[];

/** The terms of a stored record, as the list of acts has them. */
export function keptTermsOf({ terms, expires_at: end }: Pick<KeptRow, 'terms' | 'expires_at'>): KeptTerms {
  const kept = Object.fromEntries(restrictingColumns.map(([member, column]) => [member, terms[column] ?? null]));
  return { ...kept, expiresAt: end === null ? null : new Date(end).toISOString() } as unknown as KeptTerms;
}
