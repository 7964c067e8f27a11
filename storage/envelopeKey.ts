import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { termColumns } from './envelopeTerms.js';

/*
 * Distinct envelopes: all that decides of a record but its expiry, each once in a schema, under a digest of what it says
 * (`storage/migrations/shared/envelopes.sql`).
 */

/** Columns that the key of an envelope is a digest of, in their order. */
export const keyedColumns: readonly string[] = ['originator', ...termColumns];

/** Table of a schema's distinct envelopes. */
export function envelopeTable(schema: string): string {
  return `${schema}.envelope`;
}

/** Whether a table is one of distinct envelopes. */
export function isEnvelopeTable(table: string): boolean {
  return table.endsWith('.envelope');
}

/** SQL of the key of an envelope, from that of its columns. */
export function envelopeKeyOf(schema: string, sqlOf: (column: string) => string = (column) => column): string {
  return `${schema}.envelope_key(${keyedColumns.map(sqlOf).join(', ')})`;
}

/** Head of a statement that notes envelopes, by key and columns; those that are known stay as they are: see `orKnown`. */
export function insertEnvelopes(schema: string): string {
  return `insert into ${envelopeTable(schema)} (key, ${keyedColumns.join(', ')})`;
}

/**
 * The key of the envelope that a row says, as PostgreSQL computes it. Why here too: PostgreSQL would compute it for each row
 * twice more than its check does. A row whose key is wrong is refused.
 */
export function envelopeKey(row: Readonly<Record<string, unknown>>): string {
  const values = keyedColumns.map((name) => row[name]);
  const said = JSON.stringify(values);
  const known = keys.get(said) ?? hash('sha256', arrayText(values), 'hex').slice(0, 32);
  keys.set(said, known);
  return known;
}

/** Keys by what they are of, as JSON, which is quicker to write: a delivery says few envelopes, each many times. */
const keys = new LRUCache<string, string>({ max: 1000 });

/** An array as PostgreSQL writes it as text; one within it is text to it, as it is to the key. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map((value) => (value == null ? 'NULL' : element(Array.isArray(value) ? arrayText(value) : String(value)))).join(',')}}`;
}

function element(text: string): string {
  return /^(?:null)?$|[ \t\n\v\f\r{},"\\]/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}
