// SPDX-License-Identifier: Apache-2.0
import type { FileHead, Recognition } from '../format.js';
import { headRows } from '../watchlists/headFields.js';
import { type OfacRole, toText } from './delivery.js';

const number = /^\s*\d{1,9}\s*$/;

/** What a row of each file looks like: the files have no header, so their form has to tell them. */
const forms: readonly (readonly [width: number, OfacRole, (fields: readonly string[]) => boolean])[] = [
  [12, 'entries', ([entry = '', , type = '']) => number.test(entry) && types.has(type.trim().toLowerCase())],
  [6, 'addresses', (fields) => number.test(fields[0] ?? '') && number.test(fields[1] ?? '') && hasNone(fields)],
  [5, 'aliases', ([entry = '', alias = '', type = '']) => number.test(entry) && number.test(alias) && isAlias(type)],
  [2, 'comments', ([entry = '', remarks = '']) => number.test(entry) && toText(remarks) !== null],
];

const types = new Set(['-0-', 'individual', 'vessel', 'aircraft', 'entity']);

/** Rows that are looked at. */
const looked = 50;

/**
 * A file of an OFAC delivery: most of its first rows have the width and the form of one of the four files. The
 * continued remarks are a number and a text, as many a file is: those need their name as well.
 */
export function recogniseOfac({ name, text }: FileHead): Recognition | null {
  const rows = headRows(text, ',').slice(0, looked);
  for (const [width, part, isRow] of forms) {
    const matching = rows.filter((fields) => fields.length === width && isRow(fields)).length;
    const plausible = part !== 'comments' || /comment/i.test(name);
    if (plausible && matching > 0 && matching * 2 > rows.length) return { version: 'legacy', part };
  }
  return null;
}

/** Where nothing is stated OFAC writes `-0-`: the address file has it in its last column nearly always. */
function hasNone(fields: readonly string[]): boolean {
  return fields.slice(2).some((field) => field.trim() === '-0-');
}

function isAlias(type: string): boolean {
  return ['aka', 'fka', 'nka'].includes(type.trim().toLowerCase());
}
