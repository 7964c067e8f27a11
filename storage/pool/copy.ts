import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** Characters of one chunk. */
const pieceCharacters = 1 << 16;

/** Sends lines by `copy ... from stdin`. */
export async function copyIn(client: pg.ClientBase, statement: string, lines: readonly string[]): Promise<void> {
  await pipeline(pieces(lines), client.query(from(statement)));
}

function* pieces(lines: readonly string[]): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece, 'utf8');
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece, 'utf8');
}

/**
 * A row as a line of COPY's text format, with its line end. Null is `\\N`; bytes, numbers, booleans and texts are written as
 * PostgreSQL reads them; arrays of texts as array literals; anything else as JSON.
 *
 * @see https://www.postgresql.org/docs/current/sql-copy.html, "Text Format"
 */
export function toCopyLine(values: readonly unknown[]): string {
  let line = '';
  for (const [index, value] of values.entries()) line += index === 0 ? toField(value) : `\t${toField(value)}`;
  return `${line}\n`;
}

function toField(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return escapeField(value);
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex')}`;
  if (Array.isArray(value)) return escapeField(toArrayLiteral(value));
  if (typeof value === 'object') return escapeField(JSON.stringify(value));
  return String(value);
}

function toArrayLiteral(items: readonly unknown[]): string {
  return `{${items.map((item) => `"${String(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeField(text: string): string {
  return special.test(text) ? text.replace(specials, (character) => escapes[character] as string) : text;
}
