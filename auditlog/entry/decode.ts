import type { Hash } from '../merkle.js';
import type { EntryBody, EntryHeader, ReadBody } from '../types.js';
import { sameHash } from '../verifyProof.js';
import { type ClearHeader, commitHeader, readHeader } from './header.js';
import { boundOf, readLeaf } from './leaf.js';
import { commitTokens, type SealCommitment, unseal } from './seal.js';

/** An entry as it is stored. */
export interface StoredBytes {
  /** The leaf: what is hashed into the tree. */
  readonly bytes: Uint8Array;
  /** The stored header; null where the entry expired. */
  readonly header: Uint8Array | null;
}

/** What the stored bytes of an entry say: the clear header, and what the leaf commits to. */
export interface DecodedEntry {
  readonly log: string;
  /** Its place, as the leaf says it. */
  readonly index: number;
  readonly header: EntryHeader;
  /** What the derived columns must say, by the names of header fields. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly commitment: SealCommitment;
  /** What the sealed body is bound to. */
  readonly bound: Uint8Array;
  /** Commitment to the tokens. */
  readonly tokens: Hash;
}

/** A body that was opened. */
export interface OpenedBody {
  readonly body: ReadBody;
  /** True where these tokens, 16 bytes each, are the ones that the leaf commits to. */
  hasTokens(tokens: Uint8Array): boolean;
}

/**
 * The content of stored bytes, or null where they are not an entry. One entry has one form: bytes that decode and encode to others
 * are refused.
 */
export function decodeEntry({ bytes, header: stored }: StoredBytes): DecodedEntry | null {
  const leaf = readLeaf(bytes);
  if (!leaf || !stored || !sameHash(commitHeader(stored), leaf.header)) return null;
  const header = readHeader(stored);
  if (!header) return null;
  const { log, index, body, key, tokens } = leaf;
  const said = { log, index, header: { ...header, log }, columns: columnsOf(header, log) };
  return { ...said, commitment: { body, key }, bound: boundOf(bytes), tokens };
}

/** True of what is left of an entry whose header is gone: the leaf. Whether an act took it, `audit verify` tells. */
export function isHeaderless({ bytes, header }: StoredBytes): boolean {
  return header === null && readLeaf(bytes) !== null;
}

/** What the columns of an entry say: what is searched by, and nothing else. */
export function columnsOf(header: ClearHeader, log: string): Readonly<Record<string, unknown>> {
  const { kind, at, requestId, asker, agency, role, purpose, documentHash, code } = header;
  return { log, kind, at, requestId, subject: asker, agency, role, purpose, documentHash, code };
}

/** The body of an entry, by its key; null where that is another one, or the entry was changed. */
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
  const body = JSON.parse(Buffer.from(found.plain).toString('utf8')) as EntryBody & { readonly subject: string | null };
  return { body, hasTokens: (tokens) => sameHash(commitTokens(found.tokenSalt, tokens), committed) };
}
