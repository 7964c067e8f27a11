import { hash } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { canonicalize } from '../canonical.js';
import { countDisclosed } from '../disclosed.js';
import type { Hash } from '../merkle.js';
import type { EntryBody, EntryHeader, EntryKind, Retention, StatedHeader } from '../types.js';
import { type FieldTypes, fieldCheck } from './fields.js';
import { createMemory } from './memory.js';
import { takeRandom } from './random.js';

/** A header as its text has it: its log stands in the leaf. */
export type ClearHeader = Omit<EntryHeader, 'log'>;

/** A header that waits for its place: `at` and `asker`, which depends on it, are set there. */
export type WaitingHeader = { -readonly [Field in keyof ClearHeader]: ClearHeader[Field] };

/** The clear header as it is stored and committed to. */
export interface StoredHeader {
  /** 16 bytes of salt, then canonical JSON (RFC 8785). Why salted: what a header can say is easily tried. */
  readonly bytes: Uint8Array;
  readonly commitment: Hash;
}

/**
 * The clear header of an entry. It is taken field by field and cut to what the log keeps in clear: whatever else a caller puts
 * on it is not written, an operation name that is no GraphQL name is dropped, text is made well-formed, the document hash is
 * that of the document without its literals.
 *
 * @throws PortcullisError INTERNAL where something has no canonical form
 */
export function toClearHeader(stated: StatedHeader, body: EntryBody): WaitingHeader {
  const { operationName, count, source, heads, spans } = stated;
  const isName = operationName !== null && /^[_A-Za-z][_0-9A-Za-z]{0,127}$/.test(operationName);
  const absent = body.sources.filter(({ manifest }) => manifest === 'absent').map(({ name }) => name);
  // Members in RFC 8785's order, so that their plain JSON is canonical; what is undefined has no place in it. Why one literal: members
  // that are spread in cost more than all others.
  const header: Record<string, unknown> = {
    actor: null,
    agency: storable(stated.agency),
    agencyKind: storable(stated.agencyKind),
    askedAt: stated.at,
    asker: null,
    at: stated.at,
    categories: listOf(all(body.disclosed, ({ categories }) => categories)),
    code: storable(stated.code),
    count,
    disclosed: countDisclosed(body.disclosed),
    documentHash: body.document === null ? storable(stated.documentHash) : hashOf(body.document),
    durationMs: stated.durationMs,
    heads,
    kind: storable(stated.kind),
    manifestAbsent: absent.length === 0 ? undefined : listOf(absent),
    operationName: isName ? operationName : null,
    originators: listOf(all(body.disclosed, ({ originator }) => (originator === null ? [] : [originator]))),
    policyVersion: storable(stated.policyVersion),
    purpose: storable(stated.purpose),
    requestId: storable(stated.requestId),
    retention: retentionOf(stated.kind),
    role: storable(stated.role),
    rules: listOf(body.withheld.map(({ rule }) => publicOf(rule))),
    schemaHash: storable(stated.schemaHash),
    source: storable(source),
    sources: listOf(body.sources.map(({ name }) => name)),
    spans,
    version: 2,
  };
  if (!isWaiting(header)) throw new PortcullisError('INTERNAL', { message: 'An audit entry has no valid header.' });
  return header;
}

/** The header with its salt, as it is stored. */
export function storeHeader(header: ClearHeader): StoredHeader {
  const text = JSON.stringify(header);
  const bytes = Buffer.allocUnsafe(saltSize + Buffer.byteLength(text));
  bytes.set(takeRandom(saltSize), 0);
  bytes.write(text, saltSize, 'utf8');
  return { bytes, commitment: commitHeader(bytes) };
}

/** What a leaf says of a stored header. */
export function commitHeader(stored: Uint8Array): Hash {
  return Buffer.from(hash('sha256', stored, 'binary'), 'latin1');
}

/** What a stored header says; null where it is not the one canonical form of one. */
export function readHeader(stored: Uint8Array): ClearHeader | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stored.subarray(saltSize));
    const value: unknown = JSON.parse(text);
    return isHeader(value) && canonicalize(value) === text ? value : null;
  } catch {
    // Not UTF-8, not JSON, or nothing canonical: all of them "not a header".
    return null;
  }
}

/** A rule as the clear header names it. Why not which operation: that there is one is known to its members alone. */
function publicOf(rule: string): string {
  return rule.startsWith('operation.') ? 'operation' : rule;
}

/** How long entries of a kind are kept. */
export function retentionOf(kind: EntryKind): Retention {
  if (house.has(kind)) return 'HOUSE';
  return kind === 'REFUSED' ? 'REFUSAL' : 'LOOK';
}

/** True of an instant as the log writes it. */
export function isInstant(value: unknown): boolean {
  // Of this length, what a Date writes has a year of four digits.
  if (typeof value !== 'string' || value.length !== 24) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

/** Kinds of entries that are kept alike. */
export const kindsOf: Readonly<Record<Retention, readonly EntryKind[]>> = {
  HOUSE: ['OPENED', 'CLOCK', 'ERASE', 'HOLD', 'RELEASE', 'EXPIRE', 'REGISTER'],
  REFUSAL: ['REFUSED'],
  LOOK: ['INTENT', 'OUTCOME', 'UNKNOWN', 'ADMIN', 'INGEST', 'ENUMERATION'],
};

const house: ReadonlySet<EntryKind> = new Set(kindsOf.HOUSE);

const saltSize = 16;

const fields: FieldTypes = {
  actor: 'string?',
  agency: 'string?',
  agencyKind: 'string?',
  askedAt: 'string',
  asker: 'string?',
  at: 'string',
  categories: 'strings',
  code: 'string',
  count: 'count-',
  disclosed: 'count',
  documentHash: 'string?',
  durationMs: 'number',
  heads: 'strings-',
  kind: 'string',
  manifestAbsent: 'strings-',
  operationName: 'string?',
  originators: 'strings',
  policyVersion: 'string',
  purpose: 'string?',
  requestId: 'string',
  retention: 'string',
  role: 'string?',
  rules: 'strings',
  schemaHash: 'string',
  source: 'string-',
  sources: 'strings',
  spans: 'strings-',
  version: 'number',
};

const areFields = fieldCheck(fields);
const plain = /^[\x20-\x7e]*$/;

function isHeader(value: unknown): value is WaitingHeader {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const header = value as Readonly<Record<string, unknown>>;
  return header.version === 2 && isInstant(header.at) && isInstant(header.askedAt) && areFields(header);
}

/** Documents come again and again, and mostly as the very same text. */
const hashOf = createMemory((document) => hash('sha256', document, 'hex'), 256);

/** True where all that a caller states has a canonical form; the rest was made here. */
function isWaiting(header: Readonly<Record<string, unknown>>): header is WaitingHeader {
  return isInstant(header.askedAt) && areFields(header);
}

/** What all of some say; of a single one, its very list. */
function all<Each>(each: readonly Each[], said: (one: Each) => readonly string[]): readonly string[] {
  const [only] = each;
  return only !== undefined && each.length === 1 ? said(only) : each.flatMap(said);
}

function listOf(texts: readonly string[]): readonly string[] {
  const isList = texts.every((text, at) => plain.test(text) && (at === 0 || (texts[at - 1] as string) < text));
  return isList ? texts : [...new Set(texts.map(storable))].sort();
}

// Why NUL too: PostgreSQL's text has no place for it, and one such agency would stop the log for everybody.
function storable<T>(value: T): T | string {
  if (typeof value !== 'string' || plain.test(value)) return value;
  return value.replace(/[\p{Cs}\0]/gu, '\ufffd');
}
