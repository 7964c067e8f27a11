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

const columnsOf = new Map<string, RawBuilder<unknown>>();

/** `"r"."originator" as "env_originator", ...`: an `EnvelopeRow` without `id`, for the table alias given: a plain name. */
export function envelopeColumns(alias = 'r'): RawBuilder<unknown> {
  const known = columnsOf.get(alias);
  if (known) return known;
  if (!/^[a-z_]{1,30}$/.test(alias)) throw new TypeError('not a plain SQL name');
  // Why one text: every statement carries these columns, and Kysely would visit each name of them each time.
  const columns = sql.raw(envelopeColumnNames.map((column) => `"${alias}"."${column}" as "env_${column}"`).join(', '));
  columnsOf.set(alias, columns);
  return columns;
}
