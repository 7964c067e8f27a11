import { decodeEntry, isHeaderless } from '../../../auditlog/entry/decode.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { damaged } from '../bodies.js';
import { findAgreed } from './seenRepository.js';

/**
 * Agencies that agreed, as the log says in clear, that purpose and month of their looks are told to the viewer's agency for this
 * request; sorted.
 *
 * @throws PortcullisError INTERNAL for a damaged entry
 */
export async function findAgreeing(session: SourceSession, request: string): Promise<readonly string[]> {
  const agreeing = new Set<string>();
  for (const row of await findAgreed(session, request)) {
    if (isHeaderless(row)) continue;
    const entry = decodeEntry(row);
    if (!entry) throw damaged(row);
    const { kind, agency, subjectRequest, subjectAgency } = entry.header;
    const isAgreement = kind === 'SUBJECT_AGREED' && subjectRequest === request;
    if (isAgreement && subjectAgency === session.facts.viewer.agency && agency !== null) agreeing.add(agency);
  }
  return [...agreeing].sort();
}
