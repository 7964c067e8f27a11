import type { EntryBody, NewEntry } from '../types.js';
import { emptyBody } from './body/bodyOf.js';

/** Header members that every entry states. */
type Required = 'kind' | 'at' | 'requestId' | 'policyVersion' | 'schemaHash' | 'code';
type Header = NewEntry['header'];

/** An entry to append; what is not stated is null, or an empty list. */
export function entryOf(header: Pick<Header, Required> & Partial<Header>, body: Partial<EntryBody> = {}): NewEntry {
  const { kind, at, requestId, policyVersion, schemaHash, code, ...stated } = header;
  const facts = { policyVersion, schemaHash, documentHash: null, operationName: null, code, durationMs: 0 };
  return { header: { kind, at, requestId, ...nobody, ...facts, ...stated }, body: Object.assign({}, emptyBody, body) };
}

const nobody = { subject: null, agency: null, agencyKind: null, role: null, purpose: null };
