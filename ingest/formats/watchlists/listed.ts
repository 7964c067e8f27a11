import { isValidImo } from '../../../schema/identifiers/imo.js';
import type { RecordBase } from '../../records/base.js';
import type { StatedAddress, StatedContact, StatedName, StatedSanction } from '../../records/persons.js';
import type { SourceRecord } from '../../records/record.js';
import type { Flags } from './flags.js';
import { readAircraft } from './ofac/aircraft.js';
import type { OfacRemarks } from './ofac/remarks.js';

/** An entry of a list of the United States, whose kind has been told: what it says in remarks, and in columns. */
export interface Listed {
  readonly base: RecordBase;
  readonly names: readonly StatedName[];
  readonly remarks: OfacRemarks;
  readonly columns: ListedColumns;
  readonly addresses: readonly StatedAddress[];
  readonly notes: readonly string[];
  readonly topics: readonly string[];
  readonly sanctions: readonly StatedSanction[];
  readonly flags: Flags;
}

/** What lists have columns for; null where this one says nothing. */
export type ListedColumns = Readonly<
  Record<'title' | 'callSign' | 'type' | 'tonnage' | 'grossRegisteredTonnage' | 'flag' | 'owner', string | null>
>;

/** An organization. */
export function toListedOrganization(listed: Listed): SourceRecord {
  const { base, names, remarks, columns, addresses, notes, topics, sanctions } = listed;
  const [registrationNumber, taxNumber] = [remarks.registrationNumbers[0] ?? null, remarks.taxNumbers[0] ?? null];
  const registration = remarks.identifications.find(({ number }) => number === registrationNumber);
  return {
    ...base,
    kind: 'organization',
    names,
    jurisdiction: registration?.country ?? null,
    incorporationDate: remarks.established,
    registrationNumber,
    taxNumber,
    identifications: remarks.identifications.filter(({ number }) => ![registrationNumber, taxNumber].includes(number)),
    ...toContact(remarks),
    addresses,
    notes: joinNotes([...notes, ...(columns.title === null ? [] : [`Title: ${columns.title}`])]),
    topics,
    sanctions,
  };
}

/** A ship. A wrong number of hers stays readable in the notes: the field holds only numbers by which ships can be found. */
export function toListedVessel(listed: Listed): SourceRecord {
  const { base, names, remarks, columns, addresses, notes, topics, sanctions, flags } = listed;
  const imo = remarks.imo !== null && isValidImo(remarks.imo) ? remarks.imo : null;
  if (remarks.imo !== imo) flags.raise('IMO_CHECK_DIGIT');
  const flag = flags.country(columns.flag);
  return {
    ...base,
    kind: 'vesselRecord',
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
      ...notes,
      ...(remarks.imo === imo ? [] : [`IMO as listed, check digit wrong: ${remarks.imo}`]),
      ...(columns.flag !== null && flag === null ? [`Flag: ${columns.flag}`] : []),
      ...toReachNotes(addresses, remarks),
    ]),
    topics,
    sanctions,
  };
}

/** An aircraft. @param notesOf its notes, from the clauses of the remarks that have no place of their own */
export function toListedAircraft(
  listed: Listed,
  notesOf: (rest: readonly string[]) => readonly string[],
): SourceRecord {
  const { base, names, remarks, columns, addresses, topics, sanctions, flags } = listed;
  const { rest, identifications, country, ...aircraft } = readAircraft(remarks.rest, names, flags);
  return {
    ...base,
    kind: 'aircraftRecord',
    names,
    ...aircraft,
    country: country ?? flags.country(columns.flag),
    type: columns.type,
    owner: columns.owner,
    identifications: [...(identifications ?? []), ...remarks.identifications],
    notes: joinNotes([...notesOf(rest), ...toReachNotes(addresses, remarks)]),
    topics,
    sanctions,
  };
}

/** How a person or an organization is to be reached. */
export function toContact({ phones, emails, websites }: OfacRemarks): StatedContact {
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

/** Notes in one text; null where there are none. */
export function joinNotes(notes: readonly string[]): string | null {
  return notes.join('; ') || null;
}
