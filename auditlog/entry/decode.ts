import { readDisclosed } from '../disclosed.js';
import type { EntryBody, ReadBody } from '../types.js';
import { sameHash } from '../verifyProof.js';
import type { DecodedEntry, StoredBytes } from './decoded.js';
import { decodeOne } from './formatOne.js';
import { type ClearHeader, commitHeader, readHeader } from './header.js';
import { boundOf, leafVersion, readLeaf } from './leaf.js';
import { commitTokens, unseal } from './seal.js';

/** A body that was opened. */
export interface OpenedBody {
  readonly body: ReadBody;
  /** True where these tokens, 16 bytes each, are the ones that the leaf commits to; true in format 1. */
  hasTokens(tokens: Uint8Array): boolean;
}

/**
 * The content of stored bytes, or null where they are not an entry of a known format. One entry has one form: bytes that
 * decode and encode to others are refused.
 */
export function decodeEntry(stored: StoredBytes): DecodedEntry | null {
  try {
    return stored.bytes[0] === leafVersion
      ? decodeTwo(stored)
      : stored.header === null
        ? decodeOne(stored.bytes)
        : null;
  } catch {
    // Not UTF-8, not JSON, or nothing canonical: all of them "not an entry".
    return null;
  }
}

/** True of what is left of an entry of format 2 whose header is gone: the leaf. Whether an act took it, `audit verify` tells. */
export function isHeaderless({ bytes, header }: StoredBytes): boolean {
  return header === null && readLeaf(bytes) !== null;
}

function decodeTwo({ bytes, header: stored }: StoredBytes): DecodedEntry | null {
  const leaf = readLeaf(bytes);
  if (!leaf || !stored || !sameHash(commitHeader(stored), leaf.header)) return null;
  const header = readHeader(stored);
  if (!header) return null;
  const { log, index, body, key, tokens } = leaf;
  const columns = columnsOf(header, log);
  return {
    version: 2,
    log,
    index,
    header: { ...header, log },
    columns,
    commitment: { body, key },
    bound: boundOf(bytes),
    tokens,
  };
}

/** True where an entry stands where its leaf says; of format 1 no leaf says it. */
export function isInPlace({ index }: DecodedEntry, stored: { readonly index: number }): boolean {
  return index === null || index === stored.index;
}

/** What the columns of an entry of format 2 say: what is searched by, and nothing else. */
export function columnsOf(header: ClearHeader, log: string): Readonly<Record<string, unknown>> {
  const { kind, at, requestId, asker, agency, role, purpose, documentHash, code } = header;
  return { log, kind, at, requestId, subject: asker, agency, role, purpose, documentHash, code };
}

/** What a body is opened by, beside its key; of format 1, what its header says too. */
type Openable = Pick<DecodedEntry, 'commitment' | 'bound' | 'tokens'> &
  Partial<Pick<DecodedEntry, 'version' | 'header'>>;

/** The body of an entry, by its key; null where that is another one, or the entry was changed. */
export function openBody(
  { decoded, sealed }: { readonly decoded: Openable; readonly sealed: Uint8Array },
  key: Uint8Array,
): OpenedBody | null {
  const { commitment, bound, tokens: committed } = decoded;
  const found = unseal({ bytes: sealed, commitment }, bound, key);
  return (
    found && {
      body: readBody(Buffer.from(found.plain).toString('utf8'), decoded),
      hasTokens: (tokens) => committed === null || sameHash(commitTokens(found.tokenSalt, tokens), committed),
    }
  );
}

function readBody(text: string, { version, header }: Openable): ReadBody {
  const body = JSON.parse(text) as EntryBody & { readonly subject?: string | null };
  // Of format 1, the name of who asked stands in the header.
  const subject = (version === 1 ? header?.asker : body.subject) ?? null;
  return { ...body, subject, disclosed: readDisclosed(body.disclosed) };
}
