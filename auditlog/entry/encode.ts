import type { AuditKeys } from '../keys.js';
import type { Hash } from '../proofs/treeHashes.js';
import type { EntryBody, NewEntry } from '../types.js';
import { type Plain, writePlain } from './body/plain.js';
import { type ClearHeader, storeHeader, toClearHeader, type WaitingHeader } from './header.js';
import { beginLeaf } from './leaf.js';
import { createMemory } from './memory.js';
import { commitTokens, type Sealed, seal } from './seal.js';
import { createTokenMaker } from './tokenMaker.js';
import { bytesOf, type PackedTokens, pseudonymOf } from './tokens.js';

/** An entry that has no place in the log yet. */
export interface Prepared {
  readonly header: WaitingHeader;
  readonly subject: string | null;
  readonly body: EntryBody;
  /** What is sealed. */
  readonly plain: Plain;
  /** Idempotency key: request id and kind. */
  readonly key: string;
}

/** A placed entry, ready to be stored. */
export interface EncodedEntry {
  readonly index: number;
  readonly header: ClearHeader;
  /** The leaf: what is hashed into the tree. */
  readonly bytes: Uint8Array;
  /** RFC 9162 leaf hash of `bytes`. */
  readonly leafHash: Hash;
  /** The header as it is stored: salt and text. */
  readonly storedHeader: Uint8Array;
  readonly sealed: Sealed;
  readonly tokens: PackedTokens;
}

/** Gives the key of each entry, by its place. */
export interface EntryKeys {
  keyOf(header: Pick<WaitingHeader, 'retention' | 'at'>, index: number): Uint8Array;
}

/** Encodes the entries of one log. */
export interface EntryEncoder {
  /**
   * Puts an entry in its place: seals it and makes its leaf, anew at each call. A place whose commit failed may get another
   * text, and no nonce is used twice.
   *
   * @param at when it is placed, UTC ISO 8601 with milliseconds
   */
  place(prepared: Prepared, index: number, at: string): EncodedEntry;
}

/** Checks an entry and takes what is kept of it. @throws PortcullisError INTERNAL if it cannot be encoded */
export function prepareEntry({ header: stated, body }: NewEntry): Prepared {
  const { subject } = stated;
  const header = toClearHeader(stated, body);
  return { header, subject, body, plain: writePlain(subject, body), key: keyOf(header) };
}

/** Idempotency key of an entry. */
export function keyOf({ requestId, kind }: Pick<WaitingHeader, 'requestId' | 'kind'>): string {
  return `${requestId}/${kind}`;
}

/** @param log id of the log, ASCII */
export function createEncoder(
  log: string,
  { blindIndex }: Pick<AuditKeys, 'blindIndex'>,
  entryKeys: EntryKeys,
): EntryEncoder {
  const tokens = createTokenMaker(blindIndex);
  const askerOf = createMemory((text) => {
    const [agency = '', at = '', ...subject] = text.split('\0');
    return pseudonymOf(blindIndex, { agency, at }, subject.join('\0'));
  });
  return {
    place({ header, subject, body, plain }, index, at) {
      const scope = { agency: header.agency, at };
      header.at = at;
      header.asker = subject === null ? null : askerOf(`${header.agency ?? ''}\0${at.slice(0, 4)}\0${subject}`);
      const stored = storeHeader(header);
      const leaf = beginLeaf({ log, index, header: stored.commitment });
      const sealed = seal(plain.bytes, leaf.bound, entryKeys.keyOf(header, index));
      const packed = tokens.pack(scope, body, plain.ids);
      const committed = commitTokens(sealed.tokenSalt, bytesOf(packed));
      const { bytes, leafHash } = leaf.end({ tokens: committed, ...sealed.commitment });
      return { index, header, bytes, leafHash, storedHeader: stored.bytes, sealed, tokens: packed };
    },
  };
}
