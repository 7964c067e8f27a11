import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedIdentification } from '../../../records/persons.js';
import { findDocumentLabel } from '../ofac/identifications.js';
import { joinStated, textOf } from '../un/parts.js';
import { toRemark, toStatedDate } from './dates.js';
import type { PartyReading } from './reading.js';
import { below, commentsOf } from './references.js';

/** What the documents of a party say. */
export interface PartyDocuments {
  readonly identifications: readonly StatedIdentification[];
  readonly registrationNumbers: readonly string[];
  readonly taxNumbers: readonly string[];
  /** Numbers of ships and aircraft, as the remarks of ofac-sdn write them. */
  readonly clauses: readonly string[];
  readonly notes: readonly string[];
}

/** Types that are no document of a subject, but number a ship or an aircraft. */
const craft = /^(?:vessel|aircraft|mmsi)\b/i;

/** Reads the `IDRegDocument`s of a party. */
export function readDocuments(documents: readonly XmlElement[], reading: PartyReading): PartyDocuments {
  const found = {
    identifications: new Map<string, StatedIdentification>(),
    registrationNumbers: [] as string[],
    taxNumbers: [] as string[],
    clauses: [] as string[],
    notes: [] as string[],
  };
  for (const document of documents) {
    const type = reading.references.textOf('IDRegDocType', document.attributes.IDRegDocTypeID) ?? 'Document';
    const number = textOf(document, 'IDRegistrationNo');
    const country = reading.references.countryOf(document.attributes['IssuedBy-CountryID']);
    const { issuedAt, expiresAt, unread } = readDates(document, reading);
    const words = joinStated([...readWords(document, reading), ...unread]);
    if (words !== null) found.notes.push(`${joinStated([type, number], ' ')}: ${words}`);
    if (number === null) continue;
    if (craft.test(type)) {
      found.clauses.push(`${type} ${number}${country !== null && !/^mmsi/i.test(type) ? ` (${country})` : ''}`);
      continue;
    }
    const label = findDocumentLabel(`${type} `);
    const identification = {
      type: label?.type ?? 'OTHER',
      scheme: label?.scheme.trim() ?? type,
      number,
      country: reading.flags.country(country),
      issuedAt,
      expiresAt,
    };
    found.identifications.set(JSON.stringify(identification), identification);
    if (label?.use === 'registration') found.registrationNumbers.push(number);
    if (label?.use === 'tax') found.taxNumbers.push(number);
  }
  return { ...found, identifications: [...found.identifications.values()] };
}

/** What is said of a document that has no field. */
function readWords(document: XmlElement, { references, placeOf }: PartyReading): string[] {
  const place = placeOf(document.attributes['IssuedIn-LocationID'])?.text;
  const authority = textOf(document, 'IssuingAuthority');
  const validity = references.textOf('Validity', document.attributes.ValidityID);
  return [
    ...(place ? [`issued in ${place}`] : []),
    ...(authority === null ? [] : [`issued by ${authority}`]),
    ...(validity === null || /^(?:valid|unknown)$/i.test(validity) ? [] : [validity.toLowerCase()]),
    ...commentsOf(document),
  ];
}

function readDates(document: XmlElement, { references, flags }: PartyReading) {
  const dates = { issuedAt: null as string | null, expiresAt: null as string | null, unread: [] as string[] };
  for (const element of below(document, 'DocumentDate')) {
    const type = references.textOf('IDRegDocDateType', element.attributes.IDRegDocDateTypeID) ?? 'Date';
    for (const period of below(element, 'DatePeriod')) {
      const date = toStatedDate(period);
      const field = /^issue/i.test(type) ? 'issuedAt' : /^expir/i.test(type) ? 'expiresAt' : null;
      if (date === null) flags.raise('DATE_IMPOSSIBLE');
      else if (field === null || date.until !== undefined || dates[field] !== null) {
        dates.unread.push(`${type} ${toRemark(date)}`);
      } else dates[field] = date.date;
    }
  }
  return dates;
}
