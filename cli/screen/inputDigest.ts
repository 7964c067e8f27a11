import { hash } from 'node:crypto';
import type { ScreenedLine } from './lines.js';
import type { Screening } from './screening.js';

/**
 * What an answer is bound to: the options of its screening and all lines up to its own, as SHA-256 in hex. By the last answer
 * a run knows whether it goes on with the same lines, asked for in the same way.
 *
 * @returns adds the next line, and gives the digest up to it
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
  return ({ line, ref, said }) => {
    digest = hash('sha256', JSON.stringify([digest, line, ref, said]));
    return digest;
  };
}
