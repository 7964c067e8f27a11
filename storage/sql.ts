import { type RawBuilder, sql } from 'kysely';
import type { SqlFragment } from '../policy/types.js';

/** Kysely's builder for a fragment that policy made: its strings are ours, its values become parameters. */
export function raw<T = unknown>(fragment: SqlFragment): RawBuilder<T> {
  if (fragment.strings.length !== fragment.values.length + 1)
    throw new TypeError('fragment has more or fewer values than gaps');
  const strings = Object.assign([...fragment.strings], { raw: fragment.strings });
  return sql<T>(strings, ...fragment.values);
}

/** Envelope columns of every record table, beside `id`. */
export const envelopeColumnNames = [
  'originator',
  'handling_codes',
  'handling_note',
  'addressees',
  'source_evaluation',
  'information_evaluation',
  'classification',
  'releasable_to',
  'hit_to',
  'purpose_limits',
  'data_subject_category',
  'minor',
  'joint_operation',
  'expires_at',
  'source',
  'source_ref',
  'case_reference',
  'holds',
] as const;

/** `r.originator as env_originator, ...`: the columns of an `EnvelopeRow` without `id`, for the table alias given. */
export function envelopeColumns(alias = 'r'): RawBuilder<unknown> {
  return sql.join(
    envelopeColumnNames.map((column) => sql`${sql.ref(`${alias}.${column}`)} as ${sql.id(`env_${column}`)}`),
  );
}
