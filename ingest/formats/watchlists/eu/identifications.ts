import type { XmlElement } from '../../../input/xml/xml.js';
import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { joinStated } from '../un/parts.js';
import { allStated, childrenOf, isTrue, readCountry, stated, wordsOf } from './parts.js';

/** Documents and numbers of an entity, each with the code of its kind, and in words what the fields cannot say. */
export interface Identifications {
  readonly identifications: readonly (StatedIdentification & { readonly code: string | null })[];
  readonly notes: readonly string[];
}

/** `identificationTypeCode`; what is not here is OTHER, under the list's own name for it. */
const types: ReadonlyMap<string, IdentificationType> = new Map([
  ['passport', 'PASSPORT'],
  ['id', 'NATIONAL_ID'],
  ['nrn', 'NATIONAL_ID'],
  ['ssn', 'SOCIAL_SECURITY_NUMBER'],
  ['fiscalcode', 'TAX_NUMBER'],
  ['drivinglicence', 'DRIVING_LICENCE'],
  ['residentperm', 'RESIDENCE_PERMIT'],
]);

/** Attributes that say something when they are true. */
const conditions: readonly (readonly [attribute: string, words: string])[] = [
  ['diplomatic', 'diplomatic'],
  ['knownExpired', 'known to have expired'],
  ['knownFalse', 'known to be false'],
  ['reportedLost', 'reported lost'],
  ['revokedByIssuer', 'revoked by its issuer'],
];

/** Reads all `identification`. One without a number stays in words. */
export function readIdentifications(entity: XmlElement, flags: Flags): Identifications {
  const all = childrenOf(entity, 'identification').map((element) => readIdentification(element, flags));
  return {
    identifications: all.flatMap(({ identifications }) => identifications),
    notes: all.flatMap(({ notes }) => notes),
  };
}

function readIdentification(element: XmlElement, flags: Flags): Identifications {
  const [code, description, written, latin] = allStated(element, [
    'identificationTypeCode',
    'identificationTypeDescription',
    'number',
    'latinNumber',
  ]);
  const { code: country, name } = readCountry(element, flags);
  const [issued, until] = allStated(element, ['issueDate', 'validTo']);
  const [issuedAt, expiresAt] = [flags.date(issued), flags.date(until)];
  const numbers = [...new Set([written, latin].filter((number) => number !== null))];
  const words = joinStated([
    ...readWords(element),
    issued && issuedAt === null ? `issued: ${issued}` : null,
    until && expiresAt === null ? `valid to: ${until}` : null,
    (name && country === null) || numbers.length === 0 ? name && `country: ${name}` : null,
  ]);
  const subject = joinStated([description ?? code ?? 'Document', ...numbers.slice(0, 1)], ' ');
  return {
    identifications: numbers.map((number) => ({
      type: types.get(code?.toLowerCase() ?? '') ?? 'OTHER',
      scheme: description ?? code,
      number,
      country,
      issuedAt,
      expiresAt,
      code,
    })),
    notes: words === null ? [] : [`${subject}: ${words}`],
  };
}

function readWords(element: XmlElement): readonly (string | null)[] {
  const labelled = (attribute: string, label: string): string | null => {
    const text = stated(element, attribute);
    return text && `${label} ${text}`;
  };
  return [
    ...conditions.map(([attribute, words]) => (isTrue(element, attribute) ? words : null)),
    labelled('nameOnDocument', 'in the name of'),
    labelled('issuedBy', 'issued by'),
    labelled('region', 'region'),
    labelled('validFrom', 'valid from'),
    ...wordsOf(element),
  ];
}
