import type { PackedTokens } from '../blindIndex.js';
import type { EncodedEntry } from '../entry.js';
import type { Hash } from '../merkle.js';
import type { EntryHeader } from '../types.js';

/** An entry with its place in the log. */
export interface PlacedEntry {
  readonly index: number;
  readonly leafHash: Hash;
  readonly encoded: EncodedEntry;
  readonly tokens: PackedTokens;
}

/** A finished subtree to store. */
export interface PlacedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** Header fields that are columns of text, in the order of the statements' parameters from $8 on. */
export const textFields = [
  'kind',
  'requestId',
  'subject',
  'agency',
  'agencyKind',
  'role',
  'purpose',
  'policyVersion',
  'schemaHash',
  'documentHash',
  'operationName',
  'code',
  'source',
] as const satisfies readonly (keyof EntryHeader)[];
