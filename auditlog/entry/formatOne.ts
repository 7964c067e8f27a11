import { isObject } from '../../schema/isObject.js';
import { canonicalBytes, canonicalize } from '../canonical.js';
import type { EntryHeader, EntryKind, StatedHeader } from '../types.js';
import type { DecodedEntry } from './decoded.js';
import { type FieldTypes, fieldCheck } from './fields.js';
import { isInstant, retentionOf } from './header.js';

/*
 * Entries of format 1, which are written no more: the stored bytes are canonical JSON of the clear header and of the
 * commitment to the sealed body, and are hashed as they stand.
 */

interface StoredOne {
  readonly body: { readonly alg: 'A256GCM'; readonly key: string; readonly sha256: string };
  readonly header: StatedHeader & { readonly version: 1; readonly log: string };
}

/** What the stored bytes of an entry of format 1 say, or null where they are not its one canonical form. */
export function decodeOne(bytes: Uint8Array): DecodedEntry | null {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  if (!isStoredOne(value) || canonicalize(value) !== text) return null;
  const { header, body } = value;
  return {
    version: 1,
    log: header.log,
    index: null,
    header: toEntryHeader(header),
    columns: header as unknown as Readonly<Record<string, unknown>>,
    commitment: { body: Buffer.from(body.sha256, 'hex'), key: Buffer.from(body.key, 'hex') },
    bound: canonicalBytes(header),
    tokens: null,
  };
}

function toEntryHeader({ at, subject, ...said }: StoredOne['header']): EntryHeader {
  const nothing = { actor: null, sources: [], originators: [], categories: [], rules: [], disclosed: null };
  return { ...said, ...nothing, askedAt: at, at, asker: subject, retention: retentionOf(said.kind as EntryKind) };
}

const fields: FieldTypes = {
  agency: 'string?',
  agencyKind: 'string?',
  at: 'string',
  code: 'string',
  count: 'count-',
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
  source: 'string-',
  subject: 'string?',
  version: 'number',
};

const areFields = fieldCheck(fields);

function isStoredOne(value: unknown): value is StoredOne {
  if (!isObject(value) || Object.keys(value).length !== 2 || !isObject(value.header) || !isObject(value.body))
    return false;
  const { header, body } = value;
  if (header.version !== 1 || !areFields(header) || !isInstant(header.at)) return false;
  return Object.keys(body).length === 3 && body.alg === 'A256GCM' && isHex(body.sha256) && isHex(body.key);
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
