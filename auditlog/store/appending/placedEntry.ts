import { columnsOf } from '../../entry/decode.js';
import type { EncodedEntry } from '../../entry/encode.js';
import type { Hash } from '../../merkle.js';

/** A finished subtree to store. */
export interface PlacedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** Columns of text that entries are searched by, by the names of their fields, in the order of the statements' parameters from $9 on. */
export const textFields = [
  'kind',
  'requestId',
  'subject',
  'agency',
  'role',
  'purpose',
  'documentHash',
  'code',
] as const;

/** What stands in the columns of text of an entry, in the order of `textFields`. */
export function textsOf({ header }: EncodedEntry): readonly (string | null)[] {
  const columns = columnsOf(header, header.log);
  return textFields.map((field) => (columns[field] ?? null) as string | null);
}
