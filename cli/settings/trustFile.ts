import { parseTrustFile, type TrustFile, TrustFileError } from '../../auditlog/c2sp/trustFile.js';
import { primitives } from '../../auditlog/primitives.js';
import { badUserInput } from '../../schema/errors.js';

/**
 * Reads a trust file that an operator named.
 *
 * @param place where the text comes from, for messages
 * @throws PortcullisError BAD_USER_INPUT naming the line
 */
export function readTrustFile(text: string, place: string): TrustFile {
  try {
    return parseTrustFile(text, place, primitives);
  } catch (error) {
    if (error instanceof TrustFileError) throw badUserInput(error.message, 'docs/AUDIT.md shows a trust file.');
    throw error;
  }
}
