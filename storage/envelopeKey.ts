import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { termColumns } from './envelopeTerms.js';

/*
 * Distinct envelopes: all of a record's envelope that decides, except its expiry, stored once in a schema under its digest
 * (`storage/migrations/shared/envelopes.sql`).
 */

/** Columns that make up the key of an envelope, in order. */
export const keyedColumns: readonly string[] = ['originator', ...termColumns];

/** Table of a schema's distinct envelopes. */
export function envelopeTable(schema: string): string {
  return `${schema}.envelope`;
}

/** True for a table of distinct envelopes. */
export function isEnvelopeTable(table: string): boolean {
  return table.endsWith('.envelope');
}

/** SQL of an envelope's key, from SQL of its columns. */
export function envelopeKeyOf(schema: string, sqlOf: (column: string) => string = (column) => column): string {
  return `${schema}.envelope_key(${keyedColumns.map(sqlOf).join(', ')})`;
}

/** Head of a statement that stores envelopes, by key and columns. */
export function insertEnvelopes(schema: string): string {
  return `insert into ${envelopeTable(schema)} (key, ${keyedColumns.join(', ')})`;
}

/**
 * The key of a row's envelope, as PostgreSQL computes it. Computed here too, since PostgreSQL would compute it twice more for each
 * row than its check does, which refuses a wrong key.
 */
export function envelopeKey(row: Readonly<Record<string, unknown>>): string {
  const values = keyedColumns.map((name) => row[name]);
  const text = JSON.stringify(values);
  const known = keys.get(text) ?? hash('sha256', arrayText(values), 'hex').slice(0, 32);
  keys.set(text, known);
  return known;
}

/** Keys by their values as JSON, which is quicker to make: a delivery has few envelopes, each many times. */
const keys = new LRUCache<string, string>({ max: 1000 });

/** An array in PostgreSQL's text form; a nested array counts as a text, as it does in the key. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map((value) => (value == null ? 'NULL' : element(Array.isArray(value) ? arrayText(value) : String(value)))).join(',')}}`;
}

function element(text: string): string {
  return /^(?:null)?$|[ \t\n\v\f\r{},"\\]/i.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}
