import { type RawBuilder, sql } from 'kysely';
import type { SqlFragment } from '../policy/types.js';
import { termColumns } from './envelopeTerms.js';

/** Kysely's builder for a fragment that policy made: its strings are ours, its values become parameters. */
export function raw<T = unknown>(fragment: SqlFragment): RawBuilder<T> {
  if (fragment.strings.length !== fragment.values.length + 1)
    throw new TypeError('fragment has more or fewer values than gaps');
  const strings = Object.assign([...fragment.strings], { raw: fragment.strings });
  return sql<T>(strings, ...fragment.values);
}

/** Envelope columns that come as they are: what few rows share, and what each row is asked for. */
const ownColumns = [
  'originator',
  'handling_note',
  'source_evaluation',
  'information_evaluation',
  'expires_at',
  'source_ref',
  'case_reference',
];

/** The terms of a row's envelope as the one text that `readEnvelopeTerms` reads, for the table alias given: a plain name. */
export function termsText(alias: string): string {
  if (!/^[a-z_]{1,30}$/.test(alias)) throw new TypeError('not a plain SQL name');
  const terms = termColumns.map((column) => `cast("${alias}"."${column}" as text)`);
  return `cast(array[${terms.join(', ')}] as text)`;
}

const columnsOf = new Map<string, RawBuilder<unknown>>();

/**
 * `"r"."originator" as "env_originator", ...`: an `EnvelopeRow` without `id`, for the table alias given: a plain name.
 * What decides comes as one text, `env_terms`, which `readEnvelopeTerms` reads: few texts for many rows.
 */
export function envelopeColumns(alias = 'r'): RawBuilder<unknown> {
  const known = columnsOf.get(alias);
  if (known) return known;
  // Why one text: every statement carries these columns, and Kysely would visit each name of them each time.
  const terms = termsText(alias);
  const own = ownColumns.map((column) => `"${alias}"."${column}" as "env_${column}"`);
  const columns = sql.raw(`${own.join(', ')}, ${terms} as "env_terms"`);
  columnsOf.set(alias, columns);
  return columns;
}
