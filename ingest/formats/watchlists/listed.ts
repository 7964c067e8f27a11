import { isValidImo } from '../../../schema/identifiers/imo.js';
import { toCountryCode } from '../../codes/countries.js';
import type { RecordBase } from '../../records/base.js';
import type {
  OrganizationRecord,
  PersonRecord,
  StatedAddress,
  StatedIdentification,
  StatedName,
  StatedSanction,
} from '../../records/persons.js';
import type { SourceRecord } from '../../records/record.js';
import { toBirths } from './dates.js';
import type { Flags } from './flags.js';
import { readAircraft } from './ofac/aircraft.js';
import type { OfacRemarks } from './ofac/remarks.js';

/** An entry of a list of the United States, whose kind has been told: what it says in remarks, and in columns. */
export interface Listed {
  readonly base: RecordBase;
  readonly names: readonly StatedName[];
  readonly person: ListedPerson;
  readonly remarks: OfacRemarks;
  readonly columns: ListedColumns;
  readonly addresses: readonly StatedAddress[];
  /** What is said in words, before and behind the remarks that have no place of their own. */
  readonly notes: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly topics: readonly string[];
  readonly sanctions: readonly StatedSanction[];
  readonly flags: Flags;
}

/** What a person's record alone says. */
export interface ListedPerson {
  readonly parts: Pick<PersonRecord, 'lastName' | 'firstName' | 'middleName' | 'fatherName'>;
  /** In words, what no date of birth can say, and countries that are none. */
  readonly born: readonly string[];
  readonly unread: readonly string[];
}

/** What lists have columns for; null where this one says nothing. */
export type ListedColumns = Readonly<
  Record<'title' | 'callSign' | 'type' | 'tonnage' | 'grossRegisteredTonnage' | 'flag' | 'owner', string | null>
>;

/** Kinds of record, as lists of the United States call them. */
export const listedKinds: ReadonlyMap<string, keyof typeof makers> = new Map([
  ['individual', 'person'],
  ['entity', 'organization'],
  ['vessel', 'vesselRecord'],
  ['aircraft', 'aircraftRecord'],
]);

/** The record of an entry. */
export function toListedRecord(kind: keyof typeof makers, listed: Listed): SourceRecord {
  return { ...makers[kind](listed), qualityFlags: listed.flags.all() };
}

const makers = {
  person: toPerson,
  organization: toOrganization,
  vesselRecord: toVessel,
  aircraftRecord: toAircraft,
} as const;

/** Parts of a name as OFAC writes it: `EXEMPLAROV, Fictius`. */
export function toNameParts(name: string): Pick<PersonRecord, 'lastName' | 'firstName'> {
  const [lastName, ...given] = name.split(', ');
  return { lastName: lastName ?? null, firstName: given.join(', ') || null };
}

function toPerson({ base, names, person, remarks, addresses, sanctions, topics, columns, notes }: Listed) {
  const { birthPlaces } = remarks;
  return {
    ...base,
    kind: 'person' as const,
    names,
    ...person.parts,
    title: columns.title,
    ...toBirths(remarks.births),
    birthPlace: birthPlaces[0] ?? null,
    // Why no flag: a place that does not end with its country is a place all the same.
    birthCountry: toCountryCode(birthPlaces[0]?.split(', ').at(-1)),
    nationalities: remarks.nationalities,
    gender: remarks.gender,
    identifications: remarks.identifications,
    ...toContact(remarks),
    addresses,
    notes: joinNotes([
      ...inOrder(notes, remarks.rest),
      ...person.born,
      ...birthPlaces.slice(1).map((place) => `alt. POB ${place}`),
      ...person.unread.map((country) => `Nationality: ${country}`),
    ]),
    topics,
    sanctions,
  };
}

function toOrganization({ base, names, remarks, columns, addresses, notes, topics, sanctions }: Listed) {
  const [registrationNumber, taxNumber] = [remarks.registrationNumbers[0] ?? null, remarks.taxNumbers[0] ?? null];
  const registration = remarks.identifications.find(({ number }) => number === registrationNumber);
  return {
    ...base,
    kind: 'organization' as const,
    names,
    jurisdiction: registration?.country ?? null,
    incorporationDate: remarks.established,
    registrationNumber,
    taxNumber,
    identifications: remarks.identifications.filter(({ number }) => ![registrationNumber, taxNumber].includes(number)),
    ...toContact(remarks),
    addresses,
    notes: joinNotes([...inOrder(notes, remarks.rest), ...(columns.title === null ? [] : [`Title: ${columns.title}`])]),
    topics,
    sanctions,
  };
}

function toVessel({ base, names, remarks, columns, addresses, notes, topics, sanctions, flags }: Listed) {
  const { imo, wrong } = readImo(remarks.imo, flags);
  const flag = flags.country(columns.flag);
  return {
    ...base,
    kind: 'vesselRecord' as const,
    names,
    imo,
    flag,
    pastFlags: remarks.formerFlags,
    type: columns.type,
    tonnage: flags.tonnes(columns.tonnage),
    grossRegisteredTonnage: flags.tonnes(columns.grossRegisteredTonnage),
    buildDate: remarks.buildDate,
    callSign: columns.callSign,
    mmsi: remarks.mmsi,
    owner: columns.owner,
    identifications: remarks.identifications,
    notes: joinNotes([
      ...inOrder(notes, remarks.rest),
      ...wrong,
      ...(columns.flag !== null && flag === null ? [`Flag: ${columns.flag}`] : []),
      ...toReachNotes(addresses, remarks),
    ]),
    topics,
    sanctions,
  };
}

function toAircraft({ base, names, remarks, columns, addresses, notes, topics, sanctions, flags }: Listed) {
  const { rest, identifications, country, ...aircraft } = readAircraft(remarks.rest, names, flags);
  return {
    ...base,
    kind: 'aircraftRecord' as const,
    names,
    ...aircraft,
    country: country ?? flags.country(columns.flag),
    type: columns.type,
    owner: columns.owner,
    identifications: [...identifications, ...remarks.identifications],
    notes: joinNotes([...inOrder(notes, rest), ...toReachNotes(addresses, remarks)]),
    topics,
    sanctions,
  };
}

/** A ship's number. A wrong one stays readable in words: the field holds only numbers by which ships can be found. */
export function readImo(listed: string | null, flags: Flags) {
  const imo = listed !== null && isValidImo(listed) ? listed : null;
  if (listed === imo) return { imo, wrong: [] };
  flags.raise('IMO_CHECK_DIGIT');
  return { imo, wrong: [`IMO as listed, check digit wrong: ${listed}`] };
}

/** The first number of a register and of a tax office, which an organization's record has fields for, and the others. */
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

function toContact({ phones, emails, websites }: OfacRemarks) {
  return { phones, emails, websites };
}

/** Where a ship or an aircraft is to be reached, which its record has no fields for. */
function toReachNotes(addresses: readonly StatedAddress[], { websites, emails, phones }: OfacRemarks): string[] {
  return [
    ...addresses.map(({ full, country }) => `Address: ${full ?? country ?? ''}`),
    ...websites.map((website) => `Website ${website}`),
    ...emails.map((email) => `Email Address ${email}`),
    ...phones.map((phone) => `Phone Number ${phone}`),
  ];
}

function inOrder({ before, after }: Listed['notes'], rest: readonly string[]): string[] {
  return [...before, ...rest, ...after];
}

function joinNotes(notes: readonly string[]): string | null {
  return notes.join('; ') || null;
}
