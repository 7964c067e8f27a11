import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Searcher, SearchTerms } from '../../auditlog/searched.js';
import { type Certificate, statementOf, toText } from '../audit/certificate/certificate.js';
import { isFound, type LineAnswer } from './batch.js';

/** `Query.matching` of the answer: the same for all its questions. */
export interface Matching extends SearchTerms, Searcher {}

/**
 * The certificate of a line without a match or hit. It states what was searched, by whom, and what was not compared, never
 * that somebody is on no list.
 *
 * @throws Error where the answer lacks a member of a certificate
 */
export function toCertificate(answer: LineAnswer, matching: Matching): Certificate {
  const { kind, ref, asked = {}, state = '', cutOff = null, hitState, place, salt, receipt } = answer;
  if (kind === undefined || place === undefined || !hitState || !salt || !receipt)
    throw new Error('The answer lacks what a certificate needs: the gateway is of another version.');
  const { at, agency, agencyKind, role, clearance, purpose, caseReference, policyVersion } = matching;
  const viewer = { agency, kind: agencyKind, role, clearance, purpose, caseReference };
  const { matcherVersion, lists, compared } = matching;
  return {
    ...statementOf({ state, hitState, lists, viewer }),
    asked: { kind, ...(ref === null ? {} : { ref }), ...asked },
    ...{ state, cutOff, hitState, at, viewer, policyVersion, matcherVersion, lists, compared, place, salt, receipt },
  };
}

/** Writes certificates into a folder, each under the number of its line, so that a repeated run overwrites it. */
export async function writeCertificates(
  folder: string,
  answers: readonly LineAnswer[],
  matching: Matching,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const answer of answers) {
    if (answer.error !== undefined || isFound(answer)) continue;
    const path = join(folder, `line-${String(answer.line).padStart(8, '0')}.json`);
    await writeFile(path, toText(toCertificate(answer, matching)), { mode: 0o600 });
  }
}
