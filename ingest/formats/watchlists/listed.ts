import { toCountryCode } from '../../codes/countries.js';
import type { RecordBase } from '../../records/base.js';
import type {
  AircraftSourceRecord,
  OrganizationRecord,
  PersonRecord,
  StatedAddress,
  StatedName,
  StatedSanction,
  VesselSourceRecord,
} from '../../records/persons.js';
import type { SourceRecord } from '../../records/record.js';
import { toBirths } from './dates.js';
import type { Flags } from './flags.js';
import { readImo } from './numbers.js';
import { readAircraft } from './ofac/aircraft.js';
import type { OfacRemarks } from './ofac/remarks.js';

/** An entry of a list of the United States: what it states in remarks, and in columns. */
export interface Listed {
  readonly base: RecordBase;
  readonly names: readonly StatedName[];
  readonly person: ListedPerson;
  readonly remarks: OfacRemarks;
  readonly columns: ListedColumns;
  readonly addresses: readonly StatedAddress[];
  /** Notes before and after the remarks without a field. */
  readonly notes: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly topics: readonly string[];
  readonly sanctions: readonly StatedSanction[];
  readonly flags: Flags;
}

/** Facts that only a person's record has. */
export interface ListedPerson {
  readonly parts: Pick<PersonRecord, 'lastName' | 'firstName' | 'middleName' | 'fatherName'>;
  /** Dates of birth, and countries, that only words can state. */
  readonly born: readonly string[];
  readonly unread: readonly string[];
}

/** Columns of a list; null where it states nothing. */
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
  const { base, names, topics, sanctions } = listed;
  const fields = makers[kind](listed);
  return { ...base, kind, names, ...fields, topics, sanctions, qualityFlags: listed.flags.all() } as SourceRecord;
}

/** The members of a record that not all kinds have. */
type OwnFields<Kind extends SourceRecord> = Omit<Kind, keyof RecordBase | 'kind' | 'names' | 'topics' | 'sanctions'>;

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

function toPerson({ person, remarks, addresses, columns, notes }: Listed): OwnFields<PersonRecord> {
  const { birthPlaces } = remarks;
  return {
    ...person.parts,
    title: columns.title,
    ...toBirths(remarks.births),
    birthPlace: birthPlaces[0] ?? null,
    // Why no flag: a place need not end with its country.
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
  };
}

function toOrganization({ remarks, columns, addresses, notes }: Listed): OwnFields<OrganizationRecord> {
  const [registrationNumber, taxNumber] = [remarks.registrationNumbers[0] ?? null, remarks.taxNumbers[0] ?? null];
  const registration = remarks.identifications.find(({ number }) => number === registrationNumber);
  return {
    jurisdiction: registration?.country ?? null,
    incorporationDate: remarks.established,
    registrationNumber,
    taxNumber,
    identifications: remarks.identifications.filter(({ number }) => ![registrationNumber, taxNumber].includes(number)),
    ...toContact(remarks),
    addresses,
    notes: joinNotes([...inOrder(notes, remarks.rest), ...(columns.title === null ? [] : [`Title: ${columns.title}`])]),
  };
}

function toVessel({ remarks, columns, addresses, notes, flags }: Listed): OwnFields<VesselSourceRecord> {
  const { imo, wrong } = readImo(remarks.imo, flags);
  const flag = flags.country(columns.flag);
  return {
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
  };
}

function toAircraft({ names, remarks, columns, addresses, notes, flags }: Listed): OwnFields<AircraftSourceRecord> {
  const { rest, identifications, country, ...aircraft } = readAircraft(remarks.rest, names, flags);
  return {
    ...aircraft,
    country: country ?? flags.country(columns.flag),
    type: columns.type,
    owner: columns.owner,
    identifications: [...identifications, ...remarks.identifications],
    notes: joinNotes([...inOrder(notes, rest), ...toReachNotes(addresses, remarks)]),
  };
}

function toContact({ phones, emails, websites }: OfacRemarks) {
  return { phones, emails, websites };
}

/** How to reach a ship or an aircraft, in words: its record has no fields for that. */
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
