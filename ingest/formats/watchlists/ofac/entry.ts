import { isValidImo } from '../../../../schema/identifiers/imo.js';
import { toCountryCode } from '../../../codes/countries.js';
import type { RecordBase } from '../../../records/base.js';
import type { StatedAddress, StatedContact, StatedName, StatedSanction } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import { toBirths } from '../births.js';
import { createFlags, type Flags } from '../flags.js';
import { readAircraft } from './aircraft.js';
import type { OfacAttachment, OfacAttachments } from './delivery.js';
import { type OfacRemarks, parseRemarks } from './remarks.js';
import { toText } from './roles.js';

const authority = 'OFAC';
const sourceUrl = 'https://sanctionslist.ofac.treas.gov';

/** What all kinds of entry share. */
interface Entry extends RecordBase {
  readonly listedName: string;
  readonly names: readonly StatedName[];
  readonly remarks: OfacRemarks;
  readonly addresses: readonly StatedAddress[];
  readonly sanctions: readonly StatedSanction[];
  readonly notes: string | null;
  readonly flags: Flags;
  field(column: number): string | null;
}

/** The record of one entry with what the other files say of it; a reject where it has no name or an unknown type. */
export function toOfacRecord(row: OfacAttachment, attachments: OfacAttachments): SourceRecord | Reject {
  const name = toText(row.row.fields[1]);
  if (name === null) return reject(row, 'SDN_Name', 'name.missing');
  const entry = readEntry(row, name, attachments);
  const type = toText(row.row.fields[2])?.toLowerCase() ?? 'entity';
  const flagged = (record: SourceRecord): SourceRecord => ({ ...record, qualityFlags: entry.flags.all() });
  switch (type) {
    case 'individual':
      return flagged(toPerson(entry));
    case 'vessel':
      return flagged(toVessel(entry));
    case 'entity':
      return flagged(toOrganization(entry));
    case 'aircraft':
      return flagged(toAircraft(entry));
    default:
      return reject(row, 'SDN_Type', 'type.unknown');
  }
}

function readEntry(row: OfacAttachment, name: string, { addresses, aliases, comments }: OfacAttachments): Entry {
  const field = (column: number): string | null => toText(row.row.fields[column]);
  // Invariant: a comment continues the remarks at the very character where the column was full.
  const text = [row.row.fields[11] ?? '', ...comments.map((comment) => comment.row.fields[1] ?? '')].join('');
  const remarks = parseRemarks(toText(text));
  const flags = createFlags();
  for (const flag of remarks.flags) flags.raise(flag);
  const programmes = toProgrammes(field(3));
  if (programmes.length === 0) flags.raise('PROGRAMME_MISSING');
  const names: StatedName[] = [
    { name, kind: 'NAME' },
    ...aliases.flatMap((alias) => toAlias(alias.row.fields, flags)),
    ...remarks.formerNames.map((former) => ({ name: former, kind: 'PREVIOUS' as const })),
    ...remarks.weakAliases.map((weak) => ({ name: weak, kind: 'WEAK_ALIAS' as const })),
  ];
  const linked = remarks.linkedTo.map((to) => `Linked To: ${to}`);
  const notes = [...remarks.rest, ...linked].join('; ');
  return {
    sourceRef: String(row.entry),
    origin: { file: row.file, line: row.row.line },
    raw: [row, ...addresses, ...aliases, ...comments].map((one) => one.row.raw).join('\n'),
    listedName: name,
    names: uniqueNames(names),
    remarks,
    addresses: addresses.flatMap((address) => toAddress(address.row.fields, flags)),
    sanctions: programmes.map((programme) => ({
      authority,
      country: 'US',
      programme,
      authorityId: String(row.entry),
      sourceUrl,
    })),
    notes: notes === '' ? null : notes,
    flags,
    field,
  };
}

function toPerson({ listedName, names, remarks, addresses, sanctions, notes, field, ...base }: Entry): SourceRecord {
  const [lastName, ...given] = listedName.split(', ');
  return {
    ...pick(base),
    kind: 'person',
    names,
    lastName: lastName ?? null,
    firstName: given.length > 0 ? given.join(', ') : null,
    title: field(4),
    ...toBirths(remarks.births),
    birthPlace: remarks.birthPlaces[0] ?? null,
    // Why no flag: a place that does not end with its country is a place all the same.
    birthCountry: toCountryCode(remarks.birthPlaces[0]?.split(', ').at(-1)),
    nationalities: remarks.nationalities,
    gender: remarks.gender,
    identifications: remarks.identifications,
    ...toContact(remarks),
    addresses,
    notes: joinNotes(notes, [
      ...remarks.births
        .filter((birth) => birth.approximate)
        .map((birth) => `DOB approximate: ${birth.date}${birth.until ? ` to ${birth.until}` : ''}`),
      ...remarks.birthPlaces.slice(1).map((place) => `alt. POB ${place}`),
    ]),
    topics: ['sanction'],
    sanctions,
  };
}

function toOrganization({ names, remarks, addresses, sanctions, notes, field, ...base }: Entry): SourceRecord {
  const { identifications, registrationNumbers, taxNumbers } = remarks;
  const main = [registrationNumbers[0], taxNumbers[0]];
  const registration = identifications.find((document) => document.number === registrationNumbers[0]);
  return {
    ...pick(base),
    kind: 'organization',
    names,
    jurisdiction: registration?.country ?? null,
    incorporationDate: remarks.established,
    registrationNumber: registrationNumbers[0] ?? null,
    taxNumber: taxNumbers[0] ?? null,
    identifications: identifications.filter(({ number }) => !main.includes(number)),
    ...toContact(remarks),
    addresses,
    notes: joinNotes(notes, field(4) ? [`Title: ${field(4)}`] : []),
    topics: ['sanction'],
    sanctions,
  };
}

function toContact({ phones, emails, websites }: OfacRemarks): StatedContact {
  return { phones, emails, websites };
}

function toVessel({ names, remarks, addresses, sanctions, notes, flags, field, ...base }: Entry): SourceRecord {
  // Invariant: the column holds only numbers by which ships can be found; a wrong one stays readable in the notes.
  const imo = remarks.imo !== null && isValidImo(remarks.imo) ? remarks.imo : null;
  if (remarks.imo !== imo) flags.raise('IMO_CHECK_DIGIT');
  const flag = flags.country(field(9));
  return {
    ...pick(base),
    kind: 'vesselRecord',
    names,
    imo,
    flag,
    pastFlags: remarks.formerFlags,
    type: field(6),
    tonnage: flags.tonnes(field(7)),
    grossRegisteredTonnage: flags.tonnes(field(8)),
    buildDate: remarks.buildDate,
    callSign: field(5),
    mmsi: remarks.mmsi,
    owner: field(10),
    identifications: remarks.identifications,
    notes: joinNotes(notes, [
      ...(remarks.imo !== imo ? [`IMO as listed, check digit wrong: ${remarks.imo}`] : []),
      ...(field(9) && flag === null ? [`Flag: ${field(9)}`] : []),
      ...toReachNotes(addresses, remarks),
    ]),
    topics: ['sanction'],
    sanctions,
  };
}

function toAircraft({ names, remarks, addresses, sanctions, flags, field, ...base }: Entry): SourceRecord {
  const { rest, identifications, country, ...aircraft } = readAircraft(remarks.rest, names, flags);
  return {
    ...pick(base),
    kind: 'aircraftRecord',
    names,
    ...aircraft,
    country: country ?? flags.country(field(9)),
    type: field(6),
    owner: field(10),
    identifications: [...(identifications ?? []), ...remarks.identifications],
    notes: joinNotes(null, [
      ...rest,
      ...remarks.linkedTo.map((to) => `Linked To: ${to}`),
      ...toReachNotes(addresses, remarks),
    ]),
    topics: ['sanction'],
    sanctions,
  };
}

/** Where a ship or an aircraft is to be reached, which its record has no fields for. */
function toReachNotes(addresses: readonly StatedAddress[], { websites, emails, phones }: OfacRemarks): string[] {
  return [
    ...addresses.map((address) => `Address: ${address.full ?? address.country ?? ''}`),
    ...websites.map((website) => `Website ${website}`),
    ...emails.map((email) => `Email Address ${email}`),
    ...phones.map((phone) => `Phone Number ${phone}`),
  ];
}

function pick({ sourceRef, origin, raw }: RecordBase): RecordBase {
  return { sourceRef, ...(origin ? { origin } : {}), ...(raw === undefined ? {} : { raw }) };
}

function toAlias(fields: readonly string[], flags: Flags): StatedName[] {
  const name = toText(fields[3]);
  if (name === null) return [];
  const type = toText(fields[2])?.toLowerCase();
  if (!['aka', 'fka', 'nka'].includes(type ?? '')) flags.raise('ALIAS_TYPE_UNKNOWN');
  return [{ name, kind: type === 'fka' ? 'PREVIOUS' : 'ALIAS' }];
}

function uniqueNames(names: readonly StatedName[]): StatedName[] {
  const known = new Set<string>();
  return names.filter(({ name }) => !known.has(name) && known.add(name));
}

function toAddress(fields: readonly string[], flags: Flags): StatedAddress[] {
  const [street, city, country, remark] = [2, 3, 4, 5].map((column) => toText(fields[column])) as (string | null)[];
  const full = [street, city, country, remark].filter((part) => part).join(', ');
  return full === ''
    ? []
    : [{ full, street: street ?? null, city: city ?? null, country: flags.country(country ?? null) }];
}

/** `NPWMD] [IFSR` lists two programmes. */
function toProgrammes(text: string | null): string[] {
  return [
    ...new Set((text ?? '').split(/\]\s*\[/).map((programme) => programme.replace(/^\[|\]$/g, '').trim())),
  ].filter(Boolean);
}

function joinNotes(notes: string | null, further: readonly string[]): string | null {
  const all = [...(notes ? [notes] : []), ...further].join('; ');
  return all === '' ? null : all;
}

function reject({ row, file, entry }: OfacAttachment, field: string, reason: string): Reject {
  return { kind: 'reject', file, line: row.line, field, reason, raw: row.raw, sourceRef: String(entry) };
}
