import type { XmlElement } from '../../../input/xml/xml.js';
import type { IdentificationType, StatedIdentification } from '../../../records/persons.js';
import { toListDate } from '../dates.js';
import type { Flags } from '../flags.js';
import { joinStated, partsOf, textsOf } from './parts.js';

/** Documents with a number, and in words what the fields cannot say. */
export interface Documents {
  readonly identifications: readonly StatedIdentification[];
  readonly notes: readonly string[];
}

/** Words of the type, in the list's languages, most specific first. */
const types: readonly (readonly [RegExp, IdentificationType])[] = [
  [/passport|passeport|pasaporte/i, 'PASSPORT'],
  [/driv|conduire|conducir/i, 'DRIVING_LICENCE'],
  [/social security|\bssn\b/i, 'SOCIAL_SECURITY_NUMBER'],
  [/fiscal|tax/i, 'TAX_NUMBER'],
  [/resid/i, 'RESIDENCE_PERMIT'],
  [/seam[ae]n|seafarer/i, 'SEAFARER_ID'],
  [/nationali[st]|nacional|identi|tazkira|civil id|personal (?:id|number)/i, 'NATIONAL_ID'],
];

const expiry =
  /(?:expir\w+(?:\s+date)?|valid\s+until)(?:\s+on)?\s*:?\s+(\d{1,2}\s+[A-Za-z]+\.?\s+\d{4}|\d{4}-\d\d-\d\d|[A-Za-z]+\.?\s+\d{4}|\d{4})/i;

/** Reads `INDIVIDUAL_DOCUMENT`. A document whose number stands only in its note stays in words. */
export function readDocuments(individual: XmlElement, flags: Flags): Documents {
  const identifications: StatedIdentification[] = [];
  const notes: string[] = [];
  for (const part of partsOf(individual, 'INDIVIDUAL_DOCUMENT')) {
    const [type, type2, number, issuing, country, city, issued, note] = textsOf(part, [
      'TYPE_OF_DOCUMENT',
      'TYPE_OF_DOCUMENT2',
      'NUMBER',
      'ISSUING_COUNTRY',
      'COUNTRY_OF_ISSUE',
      'CITY_OF_ISSUE',
      'DATE_OF_ISSUE',
      'NOTE',
    ]);
    const code = flags.country(issuing ?? country);
    const issuedAt = flags.date(issued);
    if (number) {
      const until = note ? expiry.exec(note.slice(0, 1000))?.[1] : undefined;
      identifications.push({
        scheme: type2 ?? type,
        type: toType([type2, type]),
        number,
        country: code,
        issuedAt,
        expiresAt: until === undefined ? null : toListDate(until),
      });
    }
    const place = joinStated([city, issuing && country ? country : null]);
    const words = joinStated([
      type2,
      place && `issued in ${place}`,
      note,
      !code && (issuing ?? country) ? `country: ${issuing ?? country}` : null,
      issued && !issuedAt ? `issued: ${issued}` : null,
    ]);
    if (words !== null) notes.push(`${joinStated([type ?? 'Document', number], ' ')}: ${words}`);
  }
  return { identifications, notes };
}

function toType(texts: readonly (string | null)[]): IdentificationType {
  for (const text of texts) {
    const found = text === null ? undefined : types.find(([words]) => words.test(text));
    if (found) return found[1];
  }
  return 'OTHER';
}
