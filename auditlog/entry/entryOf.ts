import type { EntryBody, NewEntry } from '../types.js';
import { emptyBody } from './body/bodyOf.js';

/** What is known of every entry. */
type Known = 'kind' | 'at' | 'requestId' | 'policyVersion' | 'schemaHash' | 'code';
type Header = NewEntry['header'];

/** An entry to append: what is said of it, and nothing (null, or an empty list) where nothing is said. */
export function entryOf(header: Pick<Header, Known> & Partial<Header>, body: Partial<EntryBody> = {}): NewEntry {
  const { kind, at, requestId, policyVersion, schemaHash, code, ...said } = header;
  const known = { policyVersion, schemaHash, documentHash: null, operationName: null, code, durationMs: 0 };
  return { header: { kind, at, requestId, ...nobody, ...known, ...said }, body: { ...emptyBody, ...body } };
}

const nobody = { subject: null, agency: null, agencyKind: null, role: null, purpose: null };
