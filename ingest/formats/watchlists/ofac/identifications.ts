import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import { toDateFlag, toWordedDate } from '../dates.js';
import { readCountry } from '../flags.js';

/** A document in the remarks, and whether it is an organization's registration or tax number. */
export interface OfacIdentification {
  readonly use: 'document' | 'registration' | 'tax';
  readonly identification: StatedIdentification;
  /** Quality flags: `COUNTRY_UNKNOWN`, `DATE_IMPOSSIBLE`, `DATE_FORM`. */
  readonly flags: readonly string[];
}

type LabelRow = readonly [RegExp, IdentificationType, OfacIdentification['use']];

/** Labels as OFAC prints them, the most specific first; the number follows. */
const labels: readonly LabelRow[] = [
  [
    /^(?:diplomatic |stateless person |british national overseas |service )?passport(?: booklet)?/,
    'PASSPORT',
    'document',
  ],
  [/^travel document number/, 'OTHER', 'document'],
  [/^seaman'?s? (?:book|id|identity)[a-z ]*/, 'SEAFARER_ID', 'document'],
  [/^driver'?s licen[cs]e/, 'DRIVING_LICENCE', 'document'],
  [/^(?:ssn|social security)/, 'SOCIAL_SECURITY_NUMBER', 'document'],
  [/^(?:residency number|residence permit|residency permit|n\.i\.e\.)/, 'RESIDENCE_PERMIT', 'document'],
  [
    /^(?:r\.?f\.?c\.?|nit|tax id|italian fiscal code|c\.u\.i\.t\.|ruc|rif|v\.a\.t\. number|vat number|fiscal code)(?=[\s:#])/,
    'TAX_NUMBER',
    'tax',
  ],
  [
    /^(?:registration (?:number|id)|company number|commercial registry number|business registration(?: document| number)?|matricula mercantil|folio mercantil|trade license|c\.r\.|government gazette number|chamber of commerce number|business number|enterprise number|unified social credit code[a-z() ]*|legal entity number|romanian c\.r\.|license)(?=[\s:#])/,
    'OTHER',
    'registration',
  ],
  [
    /^(?:national id|cedula(?: de ciudadania)?|c\.u\.r\.p\.|d\.n\.i\.|personal id card|national foreign id number|identification number|[a-z]+ identification number|[a-z]+ personal id|citizen'?s card number|numero de identidad|i\.f\.e\.|c\.u\.i\.p\.|c\.u\.i\.|electoral registry|credencial electoral|le number|[a-z]+ id|birth certificate number|tazkira(?: national id card)?|c\.i\.|n\.i\.n\.|public security and immigration|immigration)(?=[\s:#])/,
    'NATIONAL_ID',
    'document',
  ],
  [
    /^(?:digital currency address(?: - [a-z0-9]+)?|d-u-n-s number|swift\/bic|chinese commercial code|pilot license number|visanumberid|refugee id card|stateless person id card)/,
    'OTHER',
    'document',
  ],
];

/** Why a limit: the expression below is not linear, and no document takes more to describe. */
const longestClause = 400;

const tail =
  /^[\s:#]*(?:no\.?(?![a-z])|number)?[\s:#]*(\S.*?)(?:\s+\(([^()]+)\))?(?:\s+issued\s+([^()]+?))?(?:\s+expires\s+([^()]+?))?(?:\s+issued by .+)?$/i;

/** A clause about the name on a document that is already listed: not another document, and the name not a number. */
const otherName = /\sissued (?:under|in) the name\b/i;

/** The label at the beginning of a clause; null for another clause. */
export function findDocumentLabel(clause: string) {
  const lower = clause.toLowerCase();
  for (const [label, type, use] of labels) {
    const match = label.exec(lower);
    if (match !== null) return { type, use, scheme: clause.slice(0, match[0].length) };
  }
  return null;
}

/** Parses a clause such as `Passport X0000001 (Iran) issued 23 Jun 1999 expires 05 Feb 2004`; null for another one. */
export function parseIdentification(clause: string): OfacIdentification | null {
  if (clause.length > longestClause || otherName.test(clause)) return null;
  const label = findDocumentLabel(clause);
  if (label === null) return null;
  const { use, ...document } = label;
  const rest = tail.exec(clause.slice(document.scheme.length));
  if (rest === null) return null;
  const [, number = '', country, issued, expires] = rest;
  if (!/\d/.test(number) || number.length > 80) return null;
  const place = country === undefined ? { code: null, flag: null } : readCountry(country);
  const [issuedAt = null, expiresAt = null] = [issued, expires].map((date) => toWordedDate(date ?? ''));
  const unread = [...(issued && !issuedAt ? [issued] : []), ...(expires && !expiresAt ? [expires] : [])];
  return {
    use,
    identification: { ...document, number, country: place.code, issuedAt, expiresAt },
    flags: [...(place.flag === null ? [] : [place.flag]), ...unread.map(toDateFlag)],
  };
}
