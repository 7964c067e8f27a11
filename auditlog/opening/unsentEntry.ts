import type { Prepared } from '../entry/encode.js';
import { entryOf } from '../entry/entryOf.js';
import { isOfShown } from '../entry/header.js';
import type { NewEntry } from '../types.js';

/**
 * The entry that closes one which was written though its caller was told that it is not: its answer was not sent. Null for what
 * is of no answer.
 */
export function unsentEntry({ header, subject }: Pick<Prepared, 'header' | 'subject'>): NewEntry | null {
  if (!isOfShown(header.kind)) return null;
  const { requestId, policyVersion, schemaHash, agency, agencyKind, role, purpose, askedAt: at } = header;
  const asked = { requestId, policyVersion, schemaHash, subject, agency, agencyKind, role, purpose, at };
  const code = 'AUDIT_UNAVAILABLE';
  return entryOf({ ...asked, kind: 'REFUSED', code }, { errorCodes: [code] });
}
