import type { XmlElement } from '../../../input/xml/xml.js';
import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { allStated, below, joinStated } from '../parts.js';
import { isTrue, labelled, readCountry, wordsOf } from './facts.js';

/** Types by `identificationTypeCode`; any other is OTHER, with the list's name as its scheme. */
const types: ReadonlyMap<string, IdentificationType> = new Map([
  ['passport', 'PASSPORT'],
  ['id', 'NATIONAL_ID'],
  ['nrn', 'NATIONAL_ID'],
  ['ssn', 'SOCIAL_SECURITY_NUMBER'],
  ['fiscalcode', 'TAX_NUMBER'],
  ['drivinglicence', 'DRIVING_LICENCE'],
  ['residentperm', 'RESIDENCE_PERMIT'],
]);

/** Attributes of a document in words: those that are true, and those with a text. */
const conditions = {
  diplomatic: 'diplomatic',
  knownExpired: 'known to have expired',
  knownFalse: 'known to be false',
  reportedLost: 'reported lost',
  revokedByIssuer: 'revoked by its issuer',
};
const particulars = {
  nameOnDocument: 'in the name of',
  issuedBy: 'issued by',
  region: 'region',
  validFrom: 'valid from',
};

/** A document or number of an entity, with its type code. */
type Document = StatedIdentification & { readonly code: string | null };

/** Reads all `identification`: documents and numbers, and the rest in words. A document without a number stays in words. */
export function readDocuments(entity: XmlElement, flags: Flags) {
  const all = below(entity, 'identification').map((element) => readDocument(element, flags));
  return {
    identifications: all.flatMap(({ identifications }) => identifications),
    notes: all.flatMap(({ note }) => note ?? []),
  };
}

function readDocument(element: XmlElement, flags: Flags): { identifications: Document[]; note: string | null } {
  const [code, description, written, latin, issued, until] = allStated(element, [
    ...(['identificationTypeCode', 'identificationTypeDescription', 'number', 'latinNumber'] as const),
    ...(['issueDate', 'validTo'] as const),
  ]);
  const { code: country, name } = readCountry(element, flags);
  const [issuedAt, expiresAt] = [flags.date(issued), flags.date(until)];
  const numbers = [...new Set([written, latin].filter((number) => number !== null))];
  const type = types.get(code?.toLowerCase() ?? '') ?? 'OTHER';
  const words = joinStated([
    ...Object.entries(conditions).map(([attribute, condition]) => (isTrue(element, attribute) ? condition : null)),
    ...labelled(element, particulars),
    ...wordsOf(element),
    issued && issuedAt === null ? `issued: ${issued}` : null,
    until && expiresAt === null ? `valid to: ${until}` : null,
    name && (country === null || numbers.length === 0) ? `country: ${name}` : null,
  ]);
  const subject = joinStated([description ?? code ?? 'Document', ...numbers.slice(0, 1)], ' ');
  return {
    identifications: numbers.map((number) => {
      return { type, scheme: description ?? code, number, country, issuedAt, expiresAt, code };
    }),
    note: words && `${subject}: ${words}`,
  };
}
