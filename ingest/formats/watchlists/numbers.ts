import { isValidImo } from '../../../schema/identifiers/imo.js';
import type { OrganizationRecord, StatedIdentification } from '../../records/persons.js';
import type { Flags } from './flags.js';

/** A ship's IMO number. A wrong one stays in words: the field holds only numbers by which ships can be found. */
export function readImo(listed: string | null, flags: Flags) {
  const imo = listed !== null && isValidImo(listed) ? listed : null;
  if (listed === imo) return { imo, wrong: [] };
  flags.raise('IMO_CHECK_DIGIT');
  return { imo, wrong: [`IMO as listed, check digit wrong: ${listed}`] };
}

/** The first registration and tax numbers, for which an organization's record has fields, and the other documents. */
export function toRegistered<Document extends StatedIdentification>(
  documents: readonly Document[],
  isRegistered: (document: Document) => boolean,
): Pick<OrganizationRecord, 'registrationNumber' | 'taxNumber'> & {
  readonly registered: Document | undefined;
  readonly others: Document[];
} {
  const registered = documents.find(isRegistered);
  const taxed = documents.find(({ type }) => type === 'TAX_NUMBER');
  return {
    registered,
    registrationNumber: registered?.number ?? null,
    taxNumber: taxed?.number ?? null,
    others: documents.filter((document) => document !== registered && document !== taxed),
  };
}
