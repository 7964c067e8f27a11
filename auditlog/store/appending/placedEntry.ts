import type { EncodedEntry } from '../../entry/encode.js';
import type { Hash } from '../../proofs/treeHashes.js';

/** A completed subtree to store. */
export interface PlacedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** Text columns that entries are searched by, in the order of the statements. */
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

/** The values of an entry's text columns, in that order. */
export function textsOf({ header }: EncodedEntry): readonly (string | null)[] {
  const { kind, requestId, asker, agency, role, purpose, documentHash, code } = header;
  return [kind, requestId, asker, agency, role, purpose, documentHash, code];
}
