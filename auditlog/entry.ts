import { createHash } from 'node:crypto';
import { PortcullisError } from '../schema/errors.js';
import { canonicalBytes, canonicalize } from './canonical.js';
import { readDisclosed } from './disclosed.js';
import { type SealCommitment, type Sealed, seal, unseal } from './seal.js';
import type { EntryBody, EntryHeader } from './types.js';

/** What the stored bytes of an entry say: the clear header, and what the leaf commits to of the sealed body. */
export interface DecodedEntry {
  readonly header: EntryHeader;
  readonly body: SealCommitment;
}

/** An entry ready to be stored: its canonical bytes, and the sealed body with its key apart. */
export interface EncodedEntry {
  readonly header: EntryHeader;
  /** RFC 8785 JSON, UTF-8; what is hashed. */
  readonly bytes: Uint8Array;
  readonly sealed: Sealed;
}

/**
 * Encodes an entry. The header is taken field by field and cut to what the log keeps in clear: an operation name that
 * is no GraphQL name is dropped, text is made well-formed, the document hash is that of the lifted document.
 *
 * @param keyEncryptionKey 32 bytes, see seal.ts
 */
export function encodeEntry(
  entry: { readonly header: EntryHeader; readonly body: EntryBody },
  keyEncryptionKey: Uint8Array,
): EncodedEntry {
  const header = clearHeader(entry.header, entry.body);
  // Plain JSON.stringify: it keeps lone surrogates by escaping them, and the sealed text is hashed only as ciphertext.
  const plain = Buffer.from(JSON.stringify(entry.body), 'utf8');
  const sealed = seal(plain, canonicalBytes(header), keyEncryptionKey);
  return { header, bytes: canonicalBytes({ header, body: sealed.commitment }), sealed };
}

/**
 * The content of stored bytes, or null where they are not the canonical form of an entry of a known version. One entry
 * has one form: bytes that decode and encode to others are refused.
 */
export function decodeEntry(bytes: Uint8Array): DecodedEntry | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isDecodedEntry(value) && canonicalize(value) === text ? value : null;
  } catch {
    // Not UTF-8, not JSON, or nothing canonical: all of them "not an entry".
    return null;
  }
}

/** The body of an entry; null where it was erased or changed. The key-encryption keys are tried in their order. */
export function openBody(
  entry: { readonly decoded: DecodedEntry; readonly sealed: Uint8Array; readonly wrappedKey: Uint8Array | null },
  keyEncryptionKeys: readonly Uint8Array[],
): EntryBody | null {
  const { decoded, sealed, wrappedKey } = entry;
  const bound = canonicalBytes(decoded.header);
  for (const key of keyEncryptionKeys) {
    const plain = unseal({ bytes: sealed, commitment: decoded.body, wrappedKey }, bound, key);
    if (plain) return readBody(Buffer.from(plain).toString('utf8'));
  }
  return null;
}

function readBody(text: string): EntryBody {
  const body = JSON.parse(text) as EntryBody;
  return { ...body, disclosed: readDisclosed(body.disclosed) };
}

/** Header fields in clear, with the JSON type of each; also the columns that are checked against the bytes. */
export const headerFields = {
  version: 'number',
  log: 'string',
  kind: 'string',
  at: 'string',
  requestId: 'string',
  subject: 'string?',
  agency: 'string?',
  agencyKind: 'string?',
  role: 'string?',
  purpose: 'string?',
  policyVersion: 'string',
  schemaHash: 'string',
  documentHash: 'string?',
  operationName: 'string?',
  code: 'string',
  durationMs: 'number',
} as const satisfies { readonly [Field in keyof Required<Omit<EntryHeader, 'count' | 'source'>>]: string };

function clearHeader(header: EntryHeader, body: EntryBody): EntryHeader {
  const isName = header.operationName !== null && /^[_A-Za-z][_0-9A-Za-z]{0,127}$/.test(header.operationName);
  const documentHash = body.document === null ? header.documentHash : sha256(body.document);
  const stated: Record<string, unknown> = {
    ...header,
    operationName: isName ? header.operationName : null,
    documentHash,
  };
  const clear: Record<string, unknown> = {};
  // Field by field: whatever else a caller hangs on the header must not be written in clear.
  for (const field of [...Object.keys(headerFields), 'count', 'source']) {
    const value = stated[field];
    if (value !== undefined) clear[field] = typeof value === 'string' ? storable(value) : value;
  }
  if (!isHeader(clear)) throw new PortcullisError('INTERNAL', { message: 'An audit entry has no valid header.' });
  return clear;
}

function isDecodedEntry(value: unknown): value is DecodedEntry {
  if (!isRecord(value) || Object.keys(value).length !== 2 || !isHeader(value.header)) return false;
  const { body } = value;
  return (
    isRecord(body) && Object.keys(body).length === 3 && body.alg === 'A256GCM' && isHex(body.sha256) && isHex(body.key)
  );
}

// Why NUL too: PostgreSQL's text has no place for it, and one such subject would stop the log for everybody.
function storable(text: string): string {
  return text.replace(/[\p{Cs}\0]/gu, '\ufffd');
}

function isHeader(value: unknown): value is EntryHeader {
  if (!isRecord(value) || value.version !== 1 || !isInstant(value.at)) return false;
  const { count, source } = value;
  if (count !== undefined && (typeof count !== 'number' || !Number.isSafeInteger(count))) return false;
  if (source !== undefined && typeof source !== 'string') return false;
  const extra = Number(count !== undefined) + Number(source !== undefined);
  if (Object.keys(value).length !== Object.keys(headerFields).length + extra) return false;
  return Object.entries(headerFields).every(([field, type]) => {
    const found = value[field];
    return (found === null && type.endsWith('?')) || typeof found === type.replace('?', '');
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
