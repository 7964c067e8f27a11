import { OfInstant } from '../policy/rows/sqlText.js';
import type { SqlFragment } from '../policy/types.js';
import { termColumns } from './envelopeTerms.js';
import { type RawBuilder, sql } from './kysely.js';
import { Slot } from './slot.js';

/**
 * Kysely's builder for a fragment of policy: its strings are ours, its values become parameters; a value that depends on the instant
 * becomes a slot for the run's `asOf`.
 */
export function raw<T = unknown>(fragment: SqlFragment): RawBuilder<T> {
  if (fragment.strings.length !== fragment.values.length + 1)
    throw new TypeError('fragment has more or fewer values than gaps');
  const strings = Object.assign([...fragment.strings], { raw: fragment.strings });
  return sql<T>(strings, ...fragment.values.map(toParameter));
}

function toParameter(value: unknown): unknown {
  return value instanceof OfInstant ? new Slot(({ asOf }) => asOf && value.at(String(asOf))) : value;
}

/** SQL of the text that `readEnvelopeTerms` reads. @param alias of the table, a plain name */
export function termsText(alias: string): string {
  if (!/^[a-z_]{1,30}$/.test(alias)) throw new TypeError('not a plain SQL name');
  const terms = termColumns.map((column) => `cast("${alias}"."${column}" as text)`);
  return `cast(array[${terms.join(', ')}] as text)`;
}

/**
 * Columns of an `EnvelopeRow`, without `id`, of a table of records: the key of its envelope (see `readKnownEnvelopes`); only a record
 * without a key states its terms itself.
 *
 * @param alias of the table, a plain name
 */
export function envelopeColumns(alias = 'r'): RawBuilder<unknown> {
  const unlessKeyed = (sql: string): string => `case when "${alias}"."envelope_key" is null then ${sql} end`;
  return sql.raw(`${columnsOf(alias, ['expires_at'])}, "${alias}"."envelope_key" as "env_key",
    ${unlessKeyed(`"${alias}"."originator"`)} as "env_originator", ${unlessKeyed(termsText(alias))} as "env_terms"`);
}

/**
 * The same of rows that have an envelope's columns and no key. The terms come as one text, `env_terms`, which `readEnvelopeTerms`
 * reads: few texts for many rows.
 */
export function statedEnvelopeColumns(alias = 'r'): RawBuilder<unknown> {
  return sql.raw(
    `${columnsOf(alias, ['expires_at', 'originator'])}, null as "env_key", ${termsText(alias)} as "env_terms"`,
  );
}

/** The other columns that a record's `handling` shows, under names of the same form. */
export function handlingColumns(alias = 'r'): RawBuilder<unknown> {
  return sql.raw(columnsOf(alias, shownAlone));
}

/** Columns of an envelope that decide nothing. */
const shownAlone = ['handling_note', 'source_evaluation', 'information_evaluation', 'source_ref', 'case_reference'];

function columnsOf(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `"${alias}"."${column}" as "env_${column}"`).join(', ');
}
