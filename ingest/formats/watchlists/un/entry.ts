import type { XmlElement } from '../../../input/xml/xml.js';
import type { OrganizationRecord, PersonRecord, StatedAddress } from '../../../records/persons.js';
import { toBirths } from '../dates.js';
import { createFlags, type Flags } from '../flags.js';
import { joinStated, linesOf, textOf, textsOf, toLine } from '../parts.js';
import { findKeyDefect } from '../watchList.js';
import type { EntryDefect } from '../xmlList.js';
import { partsOf, readAliasNotes, readBirths, readDocuments, readNames } from './facts.js';

const subjects = ['INDIVIDUAL', 'ENTITY'] as const;

/** The record of one entry; a defect where it is of another kind, or has no name or number. */
export function readSubject(element: XmlElement): PersonRecord | OrganizationRecord | EntryDefect {
  const subject = subjects.find((name) => name === element.name);
  if (subject === undefined) return { field: element.name, reason: 'record.kindUnknown' };
  const [reference, dataId, submittedBy] = textsOf(element, ['REFERENCE_NUMBER', 'DATAID', 'SUBMITTED_BY']);
  const sourceRef = reference ?? (dataId && `DATAID:${dataId}`);
  const flags = createFlags();
  const names = readNames(element, flags);
  if (names.length === 0) return { field: 'FIRST_NAME', reason: 'name.missing', ...(sourceRef ? { sourceRef } : {}) };
  const defect = findKeyDefect(sourceRef, 'REFERENCE_NUMBER');
  if (defect !== null || sourceRef === null) return defect as EntryDefect;
  const listed = {
    sourceRef,
    names,
    addresses: partsOf(element, `${subject}_ADDRESS`).map((address) => readAddress(address, flags)),
    ...readListing(element, reference ?? dataId, flags),
  };
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
  const [place, ...places] = partsOf(element, 'INDIVIDUAL_PLACE_OF_BIRTH').map((part) => readPlace(part, flags));
  const nationalities = flags.countries(
    [...valuesOf(element, 'NATIONALITY'), ...valuesOf(element, 'NATIONALITY2')],
    (stated) => readCountry(stated, flags),
  );
  const gender = textOf(element, 'GENDER');
  return {
    kind: 'person',
    firstName: textOf(element, 'FIRST_NAME'),
    title: joinStated(valuesOf(element, 'TITLE'), '; '),
    positions: valuesOf(element, 'DESIGNATION').map((title) => ({ title })),
    gender: flags.gender(gender === null ? [] : [gender]),
    ...toBirths(births.stated),
    birthPlace: place?.full ?? null,
    birthCountry: place?.country ?? null,
    nationalities: nationalities.codes,
    identifications: documents.identifications,
    notes: joinStated(
      [
        ...notes,
        ...births.notes,
        ...places.map(({ full }) => `Also born in: ${full}`),
        ...nationalities.unread.map((stated) => `Nationality: ${stated}`),
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
  const [delisted, programme, listed] = textsOf(element, ['DELISTED_ON', 'UN_LIST_TYPE', 'LISTED_ON']);
  const endDate = flags.date(delisted);
  if (programme === null) flags.raise('PROGRAMME_MISSING');
  return {
    topics: endDate === null ? ['sanction'] : [],
    sanctions: [
      {
        authority: 'UN Security Council',
        programme: programme ?? 'Consolidated list',
        authorityId,
        listingDate: flags.date(listed),
        endDate,
        sourceUrl: 'https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list',
      },
    ],
  };
}

function readAddress(address: XmlElement, flags: Flags): StatedAddress {
  const [street, city, region, postalCode, country, note] = textsOf(address, [
    ...(['STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE', 'COUNTRY', 'NOTE'] as const),
  ]);
  return {
    full: joinStated([street, city, region, postalCode, country, note && `(${note})`]),
    street,
    city,
    region,
    postalCode,
    country: country && readCountry(country, flags),
  };
}

function readPlace(place: XmlElement, flags: Flags): { readonly full: string | null; readonly country: string | null } {
  const [note, country, ...parts] = textsOf(place, ['NOTE', 'COUNTRY', 'STREET', 'CITY', 'STATE_PROVINCE']);
  return {
    full: joinStated([...parts, country, note && `(${note})`]),
    country: country && readCountry(country, flags),
  };
}

/** Why not two letters: the list writes names, and its `na` is "not available", not Namibia. */
function readCountry(stated: string, flags: Flags): string | null {
  if (stated.length > 2) return flags.country(stated);
  flags.raise('COUNTRY_UNKNOWN');
  return null;
}

/** The texts of elements, and of `VALUE` within them. */
function valuesOf(element: XmlElement, name: string): readonly string[] {
  return element.children
    .filter((child) => child.name === name)
    .flatMap((child) => [child.text, ...child.children.filter((part) => part.name === 'VALUE').map(({ text }) => text)])
    .flatMap((text) => toLine(text) ?? []);
}
