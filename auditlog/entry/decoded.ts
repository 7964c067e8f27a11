import type { Hash } from '../merkle.js';
import type { EntryHeader } from '../types.js';
import type { SealCommitment } from './seal.js';

/** An entry as it is stored. */
export interface StoredBytes {
  /** What is hashed into the tree: the leaf, or of format 1 the header with its commitment. */
  readonly bytes: Uint8Array;
  /** The stored header; null in format 1. */
  readonly header: Uint8Array | null;
}

/** What the stored bytes of an entry say: the clear header, and what the leaf commits to. */
export interface DecodedEntry {
  readonly version: 1 | 2;
  readonly log: string;
  /** Its place, where the leaf says it: from format 2 on. */
  readonly index: number | null;
  readonly header: EntryHeader;
  /** What the derived columns must say, by the names of header fields; a column that is not named must be empty. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly commitment: SealCommitment;
  /** What the sealed body is bound to. */
  readonly bound: Uint8Array;
  /** Commitment to the tokens; null in format 1, where none is. */
  readonly tokens: Hash | null;
}
