import { hash } from 'node:crypto';
import { PortcullisError } from '../schema/errors.js';
import { isObject } from '../schema/isObject.js';
import { canonicalBytes, canonicalize } from './canonical.js';
import { readDisclosed } from './disclosed.js';
import { leafPrefix } from './merkle.js';
import { type SealCommitment, type Sealed, type Sealer, unseal } from './seal.js';
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
  /** RFC 9162 leaf hash of `bytes`, hex. */
  readonly leafHash: string;
  readonly sealed: Sealed;
}

/**
 * Encodes an entry. The header is taken field by field and cut to what the log keeps in clear: an operation name that
 * is no GraphQL name is dropped, text is made well-formed, the document hash is that of the lifted document.
 */
export function encodeEntry(
  entry: { readonly header: EntryHeader; readonly body: EntryBody },
  sealer: Sealer,
): EncodedEntry {
  const header = clearHeader(entry.header, entry.body);
  // Canonical as it is: the members stand in their order (clearHeader), and the texts are well-formed (storable).
  const clear = JSON.stringify(header);
  // A byte for the leaf's prefix, the commitment (of one length always), the header: written once, bound and hashed there.
  const leaf = Buffer.allocUnsafe(1 + commitmentSize + Buffer.byteLength(clear) + 1);
  leaf[0] = leafPrefix;
  leaf.write(clear, 1 + commitmentSize, 'utf8');
  leaf[leaf.length - 1] = 0x7d;
  // Plain JSON.stringify: it keeps lone surrogates by escaping them, and the sealed text is hashed only as ciphertext.
  const sealed = sealer.seal(JSON.stringify(entry.body), leaf.subarray(1 + commitmentSize, -1));
  leaf.write(commitmentText(sealed.commitment), 1, 'latin1');
  return { header, bytes: leaf.subarray(1), leafHash: hash('sha256', leaf, 'hex'), sealed };
}

/** Canonical JSON of an entry up to its header. */
function commitmentText({ alg, key, sha256: ofBytes }: SealCommitment): string {
  return `{"body":{"alg":"${alg}","key":"${key}","sha256":"${ofBytes}"},"header":`;
}

const commitmentSize = commitmentText({ alg: 'A256GCM', key: '0'.repeat(64), sha256: '0'.repeat(64) }).length;

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

/** Header fields in clear, in canonical order, with the JSON type of each; also the columns that are checked against the bytes. */
export const headerFields = {
  agency: 'string?',
  agencyKind: 'string?',
  at: 'string',
  code: 'string',
  documentHash: 'string?',
  durationMs: 'number',
  kind: 'string',
  log: 'string',
  operationName: 'string?',
  policyVersion: 'string',
  purpose: 'string?',
  requestId: 'string',
  role: 'string?',
  schemaHash: 'string',
  subject: 'string?',
  version: 'number',
} as const satisfies { readonly [Field in keyof Required<Omit<EntryHeader, 'count' | 'source'>>]: string };

/** Field by field: whatever else a caller puts on the header must not be written in clear. Members in RFC 8785's order. */
function clearHeader(header: EntryHeader, body: EntryBody): EntryHeader {
  const { operationName, count, source } = header;
  const isName = operationName !== null && /^[_A-Za-z][_0-9A-Za-z]{0,127}$/.test(operationName);
  const clear: Record<string, unknown> = {
    agency: storable(header.agency),
    agencyKind: storable(header.agencyKind),
    at: header.at,
    code: storable(header.code),
    documentHash: body.document === null ? storable(header.documentHash) : hash('sha256', body.document, 'hex'),
    durationMs: header.durationMs,
    kind: storable(header.kind),
    log: storable(header.log),
    operationName: isName ? operationName : null,
    policyVersion: storable(header.policyVersion),
    purpose: storable(header.purpose),
    requestId: storable(header.requestId),
    role: storable(header.role),
    schemaHash: storable(header.schemaHash),
    subject: storable(header.subject),
    version: header.version,
  };
  const all = count === undefined && source === undefined ? clear : withCount(clear, count, source);
  if (!isHeader(all)) throw new PortcullisError('INTERNAL', { message: 'An audit entry has no valid header.' });
  return all;
}

/** The header of an aggregated refusal, its members in order again. */
function withCount(clear: Record<string, unknown>, count?: number, source?: string): Record<string, unknown> {
  const all: Record<string, unknown> = { ...clear };
  if (count !== undefined) all.count = count;
  if (source !== undefined) all.source = storable(source);
  return Object.fromEntries(
    Object.keys(all)
      .sort()
      .map((name) => [name, all[name]]),
  );
}

function isDecodedEntry(value: unknown): value is DecodedEntry {
  if (!isObject(value) || Object.keys(value).length !== 2 || !isHeader(value.header)) return false;
  const { body } = value;
  return (
    isObject(body) && Object.keys(body).length === 3 && body.alg === 'A256GCM' && isHex(body.sha256) && isHex(body.key)
  );
}

// Why NUL too: PostgreSQL's text has no place for it, and one such subject would stop the log for everybody.
function storable<T>(value: T): T | string {
  if (typeof value !== 'string' || /^[\x20-\x7e]*$/.test(value)) return value;
  return value.replace(/[\p{Cs}\0]/gu, '\ufffd');
}

function isHeader(value: unknown): value is EntryHeader {
  if (!isObject(value) || value.version !== 1 || !isInstant(value.at)) return false;
  const { count, source, durationMs } = value;
  if (count !== undefined && (typeof count !== 'number' || !Number.isSafeInteger(count))) return false;
  if (source !== undefined && typeof source !== 'string') return false;
  if (!Number.isFinite(durationMs)) return false;
  const extra = Number(count !== undefined) + Number(source !== undefined);
  if (Object.keys(value).length !== fieldTypes.length + extra) return false;
  for (const { field, type, isNullable } of fieldTypes) {
    const found = value[field];
    if (typeof found !== type && !(isNullable && found === null)) return false;
  }
  return true;
}

const fieldTypes = Object.entries(headerFields).map(([field, type]) => ({
  field,
  type: type.replace('?', ''),
  isNullable: type.endsWith('?'),
}));

function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
