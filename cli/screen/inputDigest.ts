import { hash } from 'node:crypto';
import type { ScreenedLine } from './lines.js';
import type { Screening } from './screening.js';

/**
 * Binds an answer to the options of its screening and all lines up to its own: SHA-256, hex. By the last answer a run knows
 * whether it resumes the same lines with the same options.
 *
 * @returns a function that adds the next line and returns the digest up to it
 */
export function startInputDigest({
  asker,
  role,
  first,
  certificates,
  where,
}: Screening): (line: ScreenedLine) => string {
  const { agency, purpose, caseReference = null } = asker;
  const options = { agency, purpose, caseReference, role, first, certifies: certificates !== undefined, where };
  let digest = hash('sha256', JSON.stringify(options));
  return ({ line, ref, read }) => {
    digest = hash('sha256', JSON.stringify([digest, line, ref, read]));
    return digest;
  };
}
