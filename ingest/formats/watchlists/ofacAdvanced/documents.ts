import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedIdentification } from '../../../records/persons.js';
import { findDocumentLabel } from '../ofac/identifications.js';
import { below, joinStated, textOf } from '../parts.js';
import { toRemark, toStatedDate } from './dates.js';
import type { PartyReading } from './places.js';
import { commentsOf } from './references.js';

/** Types that number a ship or an aircraft, rather than a document of a subject. */
const craft = /^(?:vessel|aircraft|mmsi)\b/i;

/** Reads the `IDRegDocument`s of a party. `clauses` are numbers of ships and aircraft as in the remarks of ofac-sdn. */
export function readDocuments(documents: readonly XmlElement[], reading: PartyReading) {
  const identifications = new Map<string, StatedIdentification>();
  const found = {
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
    identifications.set(JSON.stringify(identification), identification);
    if (label?.use === 'registration') found.registrationNumbers.push(number);
    if (label?.use === 'tax') found.taxNumbers.push(number);
  }
  return { ...found, identifications: [...identifications.values()] };
}

/** Facts of a document without a field, in words. */
function readWords(document: XmlElement, { references, placeOf }: PartyReading): (string | null)[] {
  const place = placeOf(document.attributes['IssuedIn-LocationID'])?.text ?? null;
  const authority = textOf(document, 'IssuingAuthority');
  const validity = references.textOf('Validity', document.attributes.ValidityID);
  return [
    place && `issued in ${place}`,
    authority && `issued by ${authority}`,
    validity === null || /^(?:valid|unknown)$/i.test(validity) ? null : validity.toLowerCase(),
    ...commentsOf(document),
  ];
}

function readDates(document: XmlElement, { references, flags }: PartyReading) {
  const dates = { issuedAt: null as string | null, expiresAt: null as string | null, unread: [] as string[] };
  for (const element of below(document, 'DocumentDate')) {
    const type = references.textOf('IDRegDocDateType', element.attributes.IDRegDocDateTypeID) ?? 'Date';
    const field = /^issue/i.test(type) ? 'issuedAt' : /^expir/i.test(type) ? 'expiresAt' : null;
    for (const date of below(element, 'DatePeriod').map(toStatedDate)) {
      if (date === null) flags.raise('DATE_IMPOSSIBLE');
      else if (field !== null && date.until === undefined && dates[field] === null) dates[field] = date.date;
      else dates.unread.push(`${type} ${toRemark(date)}`);
    }
  }
  return dates;
}
