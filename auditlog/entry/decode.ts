import { sameBytes } from '../proofs/bytes.js';
import { readLeaf } from '../proofs/leaf.js';
import type { Hash } from '../proofs/treeHashes.js';
import type { EntryHeader, ReadBody } from '../types.js';
import type { PackedIds } from './body/packedIds.js';
import { readPlain } from './body/plain.js';
import { type ClearHeader, commitHeader, readHeader } from './header.js';
import { boundOf } from './leaf.js';
import { commitTokens, type SealCommitment, unseal } from './seal.js';

/** An entry as it is stored. */
export interface StoredBytes {
  /** The leaf: what is hashed into the tree. */
  readonly bytes: Uint8Array;
  /** The stored header; null if the entry expired. */
  readonly header: Uint8Array | null;
}

/** A decoded entry: the clear header, and what the leaf commits to. */
export interface DecodedEntry {
  readonly log: string;
  /** As the leaf states it. */
  readonly index: number;
  readonly header: EntryHeader;
  /** What the derived columns must hold, by names of header fields. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly commitment: SealCommitment;
  /** Associated data of the sealed body. */
  readonly bound: Uint8Array;
  /** Commitment to the tokens. */
  readonly tokens: Hash;
}

/** An opened body. */
export interface OpenedBody {
  readonly body: ReadBody;
  /** Whom it names, packed. */
  readonly ids: PackedIds;
  /** True if the leaf commits to these tokens, 16 bytes each. */
  hasTokens(tokens: Uint8Array): boolean;
}

/**
 * Decodes a stored entry; null if the bytes are none. An entry has one form: bytes that would be encoded differently are refused.
 */
export function decodeEntry({ bytes, header: stored }: StoredBytes): DecodedEntry | null {
  const leaf = readLeaf(bytes);
  if (!leaf || !stored || !sameBytes(commitHeader(stored), leaf.header)) return null;
  const header = readHeader(stored);
  if (!header) return null;
  const { log, index, body, key, tokens } = leaf;
  const stated = { log, index, header: Object.assign(header, { log }), columns: columnsOf(header, log) };
  return { commitment: { body, key }, bound: boundOf(bytes), tokens, ...stated };
}

/** True for an entry of which only the leaf is left. `audit verify` checks that an act took the rest. */
export function isHeaderless({ bytes, header }: StoredBytes): boolean {
  return header === null && readLeaf(bytes) !== null;
}

/** The columns of an entry, which searches use. */
export function columnsOf(header: ClearHeader, log: string): Readonly<Record<string, unknown>> {
  const { kind, at, requestId, asker, agency, role, purpose, documentHash, code } = header;
  return { log, kind, at, requestId, subject: asker, agency, role, purpose, documentHash, code };
}

/** Opens the body of an entry; null for a wrong key, a changed entry, or a body in another form than `writePlain` gives it. */
export function openBody(
  {
    decoded,
    sealed,
  }: { readonly decoded: Pick<DecodedEntry, 'commitment' | 'bound' | 'tokens'>; readonly sealed: Uint8Array },
  key: Uint8Array,
): OpenedBody | null {
  const { commitment, bound, tokens: committed } = decoded;
  const found = unseal({ bytes: sealed, commitment }, bound, key);
  if (!found) return null;
  const plain = readPlain(found.plain);
  return plain && { hasTokens: (tokens) => sameBytes(commitTokens(found.tokenSalt, tokens), committed), ...plain };
}
