import { toCountryCode } from '../../../codes/countries.js';
import type { StatedAddress, StatedName } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import { toBirths } from '../births.js';
import { createFlags, type Flags } from '../flags.js';
import {
  joinNotes,
  type Listed,
  toContact,
  toListedAircraft,
  toListedOrganization,
  toListedVessel,
} from '../listed.js';
import { type OfacAttachment, type OfacAttachments, rejectRow } from './delivery.js';
import { type OfacRemarks, parseRemarks } from './remarks.js';
import { toText } from './roles.js';

/** A listing by OFAC under one of its programmes. */
export function toListing(programme: string, authorityId: string) {
  return {
    authority: 'OFAC',
    country: 'US',
    programme,
    authorityId,
    sourceUrl: 'https://sanctionslist.ofac.treas.gov',
  };
}

/** The record of one entry with what the other files say of it; a reject where it has no name or an unknown type. */
export function toOfacRecord(row: OfacAttachment, attachments: OfacAttachments): SourceRecord | Reject {
  const name = toText(row.row.fields[1]);
  if (name === null) return rejectRow(row, 'SDN_Name', 'name.missing');
  const entry = readEntry(row, name, attachments);
  const linked = toLinked(entry.remarks);
  const type = toText(row.row.fields[2])?.toLowerCase() ?? 'entity';
  const flagged = (record: SourceRecord): SourceRecord => ({ ...record, qualityFlags: entry.flags.all() });
  switch (type) {
    case 'individual':
      return flagged(toListedPerson(entry, name));
    case 'vessel':
      return flagged(toListedVessel(entry));
    case 'entity':
      return flagged(toListedOrganization(entry));
    case 'aircraft':
      return flagged(toListedAircraft(entry, (rest) => [...rest, ...linked]));
    default:
      return rejectRow(row, 'SDN_Type', 'type.unknown');
  }
}

/** To whom the remarks say that it is linked, as notes. */
export function toLinked({ linkedTo }: OfacRemarks): string[] {
  return linkedTo.map((to) => `Linked To: ${to}`);
}

function readEntry(row: OfacAttachment, name: string, { addresses, aliases, comments }: OfacAttachments): Listed {
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
  return {
    base: {
      sourceRef: String(row.entry),
      origin: { file: row.file, line: row.row.line },
      raw: [row, ...addresses, ...aliases, ...comments].map((one) => one.row.raw).join('\n'),
    },
    names: uniqueNames(names),
    remarks,
    addresses: addresses.flatMap((address) => toAddress(address.row.fields, flags)),
    sanctions: programmes.map((programme) => toListing(programme, String(row.entry))),
    notes: [...remarks.rest, ...toLinked(remarks)],
    topics: ['sanction'],
    columns: {
      title: field(4),
      callSign: field(5),
      type: field(6),
      tonnage: field(7),
      grossRegisteredTonnage: field(8),
      flag: field(9),
      owner: field(10),
    },
    flags,
  };
}

/** A natural person. @param listedName as OFAC writes it: `EXEMPLAROV, Fictius` */
export function toListedPerson(listed: Listed, listedName: string): SourceRecord {
  const { base, names, remarks, addresses, sanctions, topics, columns, notes } = listed;
  const [lastName, ...given] = listedName.split(', ');
  return {
    ...base,
    kind: 'person',
    names,
    lastName: lastName ?? null,
    firstName: given.length > 0 ? given.join(', ') : null,
    title: columns.title,
    ...toBirths(remarks.births),
    birthPlace: remarks.birthPlaces[0] ?? null,
    // Why no flag: a place that does not end with its country is a place all the same.
    birthCountry: toCountryCode(remarks.birthPlaces[0]?.split(', ').at(-1)),
    nationalities: remarks.nationalities,
    gender: remarks.gender,
    identifications: remarks.identifications,
    ...toContact(remarks),
    addresses,
    notes: joinNotes([
      ...notes,
      ...remarks.births
        .filter((birth) => birth.approximate)
        .map((birth) => `DOB approximate: ${birth.date}${birth.until ? ` to ${birth.until}` : ''}`),
      ...remarks.birthPlaces.slice(1).map((place) => `alt. POB ${place}`),
    ]),
    topics,
    sanctions,
  };
}

function toAlias(fields: readonly string[], flags: Flags): StatedName[] {
  const name = toText(fields[3]);
  if (name === null) return [];
  const type = toText(fields[2])?.toLowerCase();
  if (!['aka', 'fka', 'nka'].includes(type ?? '')) flags.raise('ALIAS_TYPE_UNKNOWN');
  return [{ name, kind: type === 'fka' ? 'PREVIOUS' : 'ALIAS' }];
}

/** Each name once, as first stated. */
export function uniqueNames(names: readonly StatedName[]): StatedName[] {
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
