import type { EncodedEntry } from '../../entry/encode.js';
import type { Hash } from '../../merkle.js';

/** A finished subtree to store. */
export interface PlacedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** Columns of text that entries are searched by, in the order in which the statements have them. */
export const textColumns = [
  'kind',
  'request_id',
  'subject',
  'agency',
  'role',
  'purpose',
  'document_hash',
  'code',
] as const;

/** What stands in the columns of text of an entry, in that order. */
export function textsOf({ header }: EncodedEntry): readonly (string | null)[] {
  const { kind, requestId, asker, agency, role, purpose, documentHash, code } = header;
  return [kind, requestId, asker, agency, role, purpose, documentHash, code];
}
