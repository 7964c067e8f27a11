import type { XmlElement } from '../../../input/xml/xml.js';
import type { OrganizationRecord, PersonRecord, StatedAddress } from '../../../records/persons.js';
import { toBirths } from '../births.js';
import { createFlags, type Flags } from '../flags.js';
import type { EntryDefect } from '../readXmlList.js';
import { readBirths } from './births.js';
import { readDocuments } from './documents.js';
import { readAliasNotes, readNames } from './names.js';
import { joinStated, linesOf, partsOf, textOf, textsOf, valuesOf } from './parts.js';

const subjects = ['INDIVIDUAL', 'ENTITY'] as const;

const sourceUrl = 'https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list';

/** Why a limit: the key is indexed, and reference numbers are short. */
const longestKey = 64;

/** The record of one entry; a defect where it is none of the two kinds, or has no name or no number. */
export function readSubject(element: XmlElement): PersonRecord | OrganizationRecord | EntryDefect {
  const subject = subjects.find((name) => name === element.name);
  if (subject === undefined) return { field: element.name, reason: 'record.kindUnknown' };
  const reference = textOf(element, 'REFERENCE_NUMBER');
  const dataId = textOf(element, 'DATAID');
  const sourceRef = reference ?? (dataId && `DATAID:${dataId}`);
  const flags = createFlags();
  const names = readNames(element, flags);
  if (names.length === 0) return { field: 'FIRST_NAME', reason: 'name.missing', ...(sourceRef ? { sourceRef } : {}) };
  if (sourceRef === null) return { field: 'REFERENCE_NUMBER', reason: 'key.missing' };
  if (sourceRef.length > longestKey) return { field: 'REFERENCE_NUMBER', reason: 'key.tooLong' };
  const listed = {
    sourceRef,
    names,
    addresses: partsOf(element, `${subject}_ADDRESS`).map((address) => readAddress(address, flags)),
    ...readListing(element, reference ?? dataId, flags),
  };
  const submittedBy = textOf(element, 'SUBMITTED_BY');
  const notes = [
    linesOf(element, 'COMMENTS1'),
    ...readAliasNotes(element),
    submittedBy && `Submitted by: ${submittedBy}`,
  ];
  const record =
    subject === 'INDIVIDUAL'
      ? { ...listed, ...readIndividual(element, notes, flags) }
      : { ...listed, kind: 'organization' as const, notes: joinStated(notes, '\n') };
  return { ...record, qualityFlags: flags.all() };
}

function readIndividual(
  element: XmlElement,
  notes: readonly (string | null)[],
  flags: Flags,
): Omit<PersonRecord, 'sourceRef' | 'names'> {
  const births = readBirths(element, flags);
  const documents = readDocuments(element, flags);
  const places = partsOf(element, 'INDIVIDUAL_PLACE_OF_BIRTH').map((place) => readPlace(place, flags));
  const nationalities = [...valuesOf(element, 'NATIONALITY'), ...valuesOf(element, 'NATIONALITY2')].map((stated) => ({
    stated,
    code: readCountry(stated, flags),
  }));
  const gender = textOf(element, 'GENDER');
  return {
    kind: 'person',
    firstName: textOf(element, 'FIRST_NAME'),
    title: joinStated(valuesOf(element, 'TITLE'), '; '),
    positions: valuesOf(element, 'DESIGNATION').map((title) => ({ title })),
    gender: gender === null ? null : readGender(gender, flags),
    ...toBirths(births.stated),
    birthPlace: places[0]?.full ?? null,
    birthCountry: places[0]?.country ?? null,
    nationalities: [...new Set(nationalities.flatMap(({ code }) => code ?? []))],
    identifications: documents.identifications,
    notes: joinStated(
      [
        ...notes,
        ...births.notes,
        ...places.slice(1).map(({ full }) => `Also born in: ${full}`),
        ...nationalities.filter(({ code }) => code === null).map(({ stated }) => `Nationality: ${stated}`),
        ...documents.notes,
      ],
      '\n',
    ),
  };
}

function readListing(
  element: XmlElement,
  authorityId: string | null,
  flags: Flags,
): Pick<PersonRecord, 'topics' | 'sanctions'> {
  const endDate = flags.date(textOf(element, 'DELISTED_ON'));
  const programme = textOf(element, 'UN_LIST_TYPE');
  if (programme === null) flags.raise('PROGRAMME_MISSING');
  return {
    topics: endDate === null ? ['sanction'] : [],
    sanctions: [
      {
        authority: 'UN Security Council',
        programme: programme ?? 'Consolidated list',
        authorityId,
        listingDate: flags.date(textOf(element, 'LISTED_ON')),
        endDate,
        sourceUrl,
      },
    ],
  };
}

function readAddress(address: XmlElement, flags: Flags): StatedAddress {
  const [street, city, region, postalCode, country, note] = textsOf(address, [
    'STREET',
    'CITY',
    'STATE_PROVINCE',
    'ZIP_CODE',
    'COUNTRY',
    'NOTE',
  ]);
  return {
    full: joinStated([street, city, region, postalCode, country, note && `(${note})`]),
    street,
    city,
    region,
    postalCode,
    country: readCountry(country, flags),
  };
}

function readPlace(place: XmlElement, flags: Flags): { readonly full: string | null; readonly country: string | null } {
  const country = textOf(place, 'COUNTRY');
  const note = textOf(place, 'NOTE');
  const parts = ['STREET', 'CITY', 'STATE_PROVINCE'].map((name) => textOf(place, name));
  return {
    full: joinStated([...parts, country, note && `(${note})`]),
    country: readCountry(country, flags),
  };
}

/** Why not two letters: the list writes names, and `na` is "not available", not Namibia. */
function readCountry(stated: string | null, flags: Flags): string | null {
  if (stated === null || stated.length > 2) return flags.country(stated);
  flags.raise('COUNTRY_UNKNOWN');
  return null;
}

function readGender(stated: string, flags: Flags): 'male' | 'female' | null {
  const gender = stated.toLowerCase();
  if (gender === 'male' || gender === 'female') return gender;
  flags.raise('GENDER_UNKNOWN');
  return null;
}
