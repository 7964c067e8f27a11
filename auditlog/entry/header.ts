import { hash } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { canonicalize } from '../canonical.js';
import { countDisclosed } from '../disclosed.js';
import { primitives } from '../primitives.js';
import { headerSaltSize } from '../proofs/leaf.js';
import type { Hash } from '../proofs/treeHashes.js';
import {
  type EntryBody,
  type EntryHeader,
  type EntryKind,
  type Retention,
  type StatedHeader,
  subjectKinds,
} from '../types.js';
import { type FieldTypes, fieldCheck } from './fields.js';
import { createMemory } from './memory.js';
import { takeRandom } from './random.js';
import { readUsualHeader } from './usualHeader.js';

/** A header as its text states it; the leaf states its log. */
export type ClearHeader = Omit<EntryHeader, 'log'>;

/** A header without a place: `at`, and `asker`, which depends on it, are set when it is placed. */
export type WaitingHeader = { -readonly [Field in keyof ClearHeader]: ClearHeader[Field] };

/** A clear header as it is stored and committed to. */
export interface StoredHeader {
  /** 16 bytes of salt, then canonical JSON (RFC 8785). Why salted: the content of a header is easily guessed. */
  readonly bytes: Uint8Array;
  readonly commitment: Hash;
}

/**
 * The clear header of an entry, field by field: additional members are not written, an operation name that is no GraphQL name is
 * dropped, text is made well-formed, the document hash is that of the document without its literals.
 *
 * @throws PortcullisError INTERNAL if a value has no canonical form
 */
export function toClearHeader(stated: StatedHeader, body: EntryBody): WaitingHeader {
  const { operationName, count, source, heads, spans, subjectRequest, subjectAgency, letterSha256 } = stated;
  const isName = operationName !== null && /^[_A-Za-z][_0-9A-Za-z]{0,127}$/.test(operationName);
  const absent = body.sources.filter(({ manifest }) => manifest === 'absent').map(({ name }) => name);
  // Why long: members in RFC 8785's order, so that JSON.stringify, which omits undefined, writes them canonically, in one literal: spreading
  // costs more than all the rest.
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
    letterSha256,
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
    subjectAgency: storable(subjectAgency),
    subjectRequest: storable(subjectRequest),
    version: 2,
  };
  if (!isWaiting(header)) throw new PortcullisError('INTERNAL', { message: 'An entry has no valid header.' });
  return header;
}

/** The header with its salt, as it is stored. */
export function storeHeader(header: ClearHeader): StoredHeader {
  const text = JSON.stringify(header);
  const bytes = Buffer.allocUnsafe(headerSaltSize + Buffer.byteLength(text));
  bytes.set(takeRandom(headerSaltSize), 0);
  bytes.write(text, headerSaltSize, 'utf8');
  return { bytes, commitment: commitHeader(bytes) };
}

/** A leaf's commitment to a stored header. */
export function commitHeader(stored: Uint8Array): Hash {
  return primitives.sha256(stored);
}

/** Parses a stored header; null unless it is the canonical form of one. */
export function readHeader(stored: Uint8Array): ClearHeader | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stored.subarray(headerSaltSize));
    const value: unknown = JSON.parse(text);
    return isHeader(value) && canonicalize(value) === text ? value : null;
  } catch {
    // Not UTF-8, not JSON, or not canonical.
    return null;
  }
}

/**
 * Parses a header that another process made for an entry without a place; null unless it has its canonical form. It is of
 * an answer: acts about the log itself are its writer's alone, and those of operators stand in a log of their own.
 */
export function readWaitingHeader(text: string): WaitingHeader | null {
  try {
    const value: unknown = JSON.parse(text);
    const isCanonical = readUsualHeader(text) !== undefined || (canonicalize(value) === text && !escapedNul.test(text));
    if (!isCanonical || !isHeader(value) || !kindsOfAnswers.includes(value.kind)) return null;
    if (value.requestId.length > longestIndexed || (value.agency ?? '').length > longestIndexed) return null;
    return value.retention === retentionOf(value.kind) ? value : null;
  } catch {
    // Not JSON, or without a canonical form.
    return null;
  }
}

/** A rule as the clear header names it. Why not which operation: only its members may know that it exists. */
function publicOf(rule: string): string {
  return rule.startsWith('operation.') ? 'operation' : rule;
}

/** How long entries of a kind are kept. */
export function retentionOf(kind: EntryKind): Retention {
  if (kindsOf.HOUSE.includes(kind)) return 'HOUSE';
  return kind === 'REFUSED' ? 'REFUSAL' : 'LOOK';
}

/** True for an instant as the log writes it: UTC ISO 8601 with milliseconds. */
export function isInstant(value: unknown): boolean {
  // At this length, a Date's text has a year of four digits.
  if (typeof value !== 'string' || value.length !== 24) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

/** The kinds of entries in each retention class. */
export const kindsOf: Readonly<Record<Retention, readonly EntryKind[]>> = {
  HOUSE: ['OPENED', 'CLOCK', 'ERASE', 'HOLD', 'RELEASE', 'EXPIRE', 'REGISTER'],
  REFUSAL: ['REFUSED'],
  LOOK: ['INTENT', 'OUTCOME', 'UNKNOWN', 'ADMIN', 'INGEST', 'ENUMERATION', 'EXPORT_PART', 'ABORTED', ...subjectKinds],
};

/** NUL as JSON writes it, which PostgreSQL cannot hold; not the end of a backslash that is written itself. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/;

/** True for an entry of something that is shown once the entry is durable. */
export function isOfShown(kind: EntryKind): boolean {
  return kindsOfShown.includes(kind);
}

const kindsOfShown: readonly EntryKind[] = ['OUTCOME', 'EXPORT_PART', ...subjectKinds];

/** What answers leave in a log. */
const kindsOfAnswers: readonly EntryKind[] = ['INTENT', 'REFUSED', 'ABORTED', ...kindsOfShown];

/** The longest text that an index of the log's table surely takes, UTF-16 units: a row of one may have 2,700 bytes. */
const longestIndexed = 512;

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
  letterSha256: 'string-',
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
  subjectAgency: 'string-',
  subjectRequest: 'string-',
  version: 'number',
};

const areFields = fieldCheck(fields);
const plain = /^[\x20-\x7e]*$/;

function isHeader(value: unknown): value is WaitingHeader {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const header = value as Readonly<Record<string, unknown>>;
  return header.version === 2 && isInstant(header.at) && isInstant(header.askedAt) && areFields(header);
}

/** Most documents come repeatedly, as the same text. */
const hashOf = createMemory((document) => hash('sha256', document, 'hex'), 256);

/** True if all that the caller stated has a canonical form; the rest was made here. */
function isWaiting(header: Readonly<Record<string, unknown>>): header is WaitingHeader {
  return isInstant(header.askedAt) && areFields(header);
}

/** The lists of all groups joined; of a single group its list itself. */
function all<Group>(groups: readonly Group[], listOf: (group: Group) => readonly string[]): readonly string[] {
  const [only] = groups;
  return only !== undefined && groups.length === 1 ? listOf(only) : groups.flatMap(listOf);
}

function listOf(texts: readonly string[]): readonly string[] {
  const isList = texts.every((text, at) => plain.test(text) && (at === 0 || (texts[at - 1] as string) < text));
  return isList ? texts : [...new Set(texts.map(storable))].sort();
}

// Why NUL too: PostgreSQL's text cannot hold it, and one such agency would stop the log for everybody.
function storable<T>(value: T): T | string {
  if (typeof value !== 'string' || plain.test(value)) return value;
  return value.replace(/[\p{Cs}\0]/gu, '\ufffd');
}
