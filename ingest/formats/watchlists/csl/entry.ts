import { toCountryCode } from '../../../codes/countries.js';
import type { StatedName, StatedSanction } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import type { KeyCounter } from '../../../spill/keyCounter.js';
import type { TableRow } from '../../tables/namedColumns.js';
import { distinctBirths, toBirths } from '../births.js';
import { toListDate } from '../dates.js';
import { createFlags, type Flags } from '../flags.js';
import { hashKey } from '../keys.js';
import { assumeKind } from '../kinds.js';
import {
  joinNotes,
  type Listed,
  toContact,
  toListedAircraft,
  toListedOrganization,
  toListedVessel,
} from '../listed.js';
import { parseOfacDate, type StatedDate, toDateFlag } from '../ofac/dates.js';
import { readAddresses, splitValues } from './addresses.js';
import { type ScreeningList, toScreeningList } from './lists.js';
import { parseIds } from './remarks.js';

/** The record of one row; a reject where it has no name or list. */
export function toScreenedRecord(row: TableRow, toKey: KeyCounter): SourceRecord | Reject {
  const name = row.get('name');
  const source = row.get('source');
  if (name === null) return row.reject('name', 'name.missing');
  if (source === null) return row.reject('source', 'source.missing');
  const list = toScreeningList(source);
  const type = row.get('type')?.toLowerCase() ?? null;
  const sourceRef = toSourceRef(row, list, toKey);
  if (sourceRef === null) return row.reject('entity_number', 'entry.repeated');
  const flags = createFlags();
  if (!list.known) flags.raise('SOURCE_UNKNOWN');
  const kind = toKind(type, name, list, flags);
  const entry = readEntry(row, name, list, sourceRef, flags);
  return { ...makers[kind](entry), qualityFlags: flags.all() };
}

const makers = {
  person: toPerson,
  organization: toListedOrganization,
  vesselRecord: toListedVessel,
  aircraftRecord: (entry: Entry) =>
    toListedAircraft(entry, (rest) => [...entry.notes.filter((note) => !entry.remarks.rest.includes(note)), ...rest]),
};

/** What all kinds of entry share, and the row. */
type Entry = Listed & { readonly row: TableRow };

type Kind = keyof typeof makers;

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['individual', 'person'],
  ['entity', 'organization'],
  ['vessel', 'vesselRecord'],
  ['aircraft', 'aircraftRecord'],
]);

function toKind(type: string | null, name: string, list: ScreeningList, flags: Flags): Kind {
  const stated = type === null ? undefined : kinds.get(type);
  if (stated !== undefined) return stated;
  if (type !== null) flags.raise('SUBJECT_KIND_UNKNOWN');
  flags.raise('SUBJECT_KIND_ASSUMED');
  return assumeKind(name, list.most);
}

function readEntry(row: TableRow, name: string, list: ScreeningList, sourceRef: string, flags: Flags): Entry {
  const ids = parseIds(splitValues(row.get('ids')));
  for (const flag of ids.flags) flags.raise(flag);
  const aliases = splitValues(row.get('alt_names'));
  const start = row.get('start_date');
  const end = row.get('end_date');
  const sanction = readSanction(row, list, flags);
  const programmes = splitValues(row.get('programs'));
  const remarks = row.get('remarks');
  return {
    base: {
      sourceRef,
      origin: { file: row.file, line: row.line },
      raw: row.raw,
    },
    row,
    names: [...new Set([name, ...aliases])].map((stated, at) => ({ name: stated, kind: at === 0 ? 'NAME' : 'ALIAS' })),
    addresses: readAddresses(row.get('addresses')),
    sanctions: (programmes.length > 0 ? programmes : [list.name]).map((programme) => ({ ...sanction, programme })),
    topics: [list.topic],
    remarks: ids,
    columns: {
      title: row.get('title'),
      callSign: row.get('call_sign'),
      type: row.get('vessel_type'),
      tonnage: row.get('gross_tonnage'),
      grossRegisteredTonnage: row.get('gross_registered_tonnage'),
      flag: row.get('vessel_flag'),
      owner: row.get('vessel_owner'),
    },
    notes: [
      ...(remarks ? [remarks] : []),
      ...ids.rest,
      ...(start && sanction.startDate === null ? [`Start as stated: ${start}`] : []),
      ...(end && sanction.endDate === null ? [`End as stated: ${end}`] : []),
    ],
    flags,
  };
}

/** Why a limit: the key is indexed, and a list's numbers are short. */
const longestNumber = 64;

/**
 * The key of a row; null where its list has the number already. Addresses change more often than entries; on the list
 * of denials one tells two orders of a person apart.
 */
function toSourceRef(row: TableRow, list: ScreeningList, toKey: KeyCounter): string | null {
  const number = row.get('entity_number');
  if (number !== null && number.length <= longestNumber) {
    const key = `${list.code}:${number}`;
    return toKey(key) === key ? key : null;
  }
  const identifying = ['name', 'type', 'start_date', 'federal_register_notice'].map((column) => row.get(column));
  return toKey(`${list.code}:${hashKey(list.code === 'DPL' ? [...identifying, row.get('addresses')] : identifying)}`);
}

function readSanction(row: TableRow, list: ScreeningList, flags: Flags): Omit<StatedSanction, 'programme'> {
  const order = row.get('standard_order')?.toUpperCase() ?? null;
  const provisions = [
    order === 'Y' ? 'Standard denial order' : order === 'N' ? 'Denial order with terms of its own' : order,
    row.get('license_requirement'),
    row.get('license_policy'),
    row.get('federal_register_notice'),
  ].filter((text) => text !== null);
  return {
    authority: list.authority,
    authorityId: row.get('entity_number'),
    country: 'US',
    startDate: flags.date(row.get('start_date')),
    endDate: flags.date(row.get('end_date')),
    provisions: provisions.join('; ') || null,
    sourceUrl: row.get('source_information_url') ?? row.get('source_list_url'),
  };
}

function toPerson(entry: Entry): SourceRecord {
  const { base, row, names, addresses, sanctions, topics, remarks: ids, columns, notes, flags } = entry;
  const births = splitValues(row.get('dates_of_birth')).map((text) => ({ text, date: toBirth(text) }));
  for (const { text, date } of births) if (date === null) flags.raise(toDateFlag(text));
  const places = splitValues(row.get('places_of_birth'));
  const countries = [...splitValues(row.get('nationalities')), ...splitValues(row.get('citizenships'))];
  const nationalities = countries.map((text) => ({ text, code: flags.country(text) }));
  const [lastName, ...given] = (names[0] as StatedName).name.split(', ');
  return {
    ...base,
    kind: 'person',
    names,
    ...(given.length > 0 ? { lastName: lastName ?? null, firstName: given.join(', ') } : {}),
    title: columns.title,
    ...toBirths(distinctBirths(births.flatMap(({ date }) => date ?? []))),
    birthPlace: places[0] ?? null,
    birthCountry: toCountryCode(places[0]?.split(', ').at(-1)),
    nationalities: [...new Set([...nationalities.flatMap(({ code }) => code ?? []), ...ids.nationalities])],
    gender: ids.gender,
    identifications: ids.identifications,
    ...toContact(ids),
    addresses,
    notes: joinNotes([
      ...notes,
      ...births.filter(({ date }) => date === null || date.approximate).map(({ text }) => `DOB as stated: ${text}`),
      ...places.slice(1).map((place) => `alt. POB ${place}`),
      ...nationalities.filter(({ code }) => code === null).map(({ text }) => `Nationality: ${text}`),
    ]),
    topics,
    sanctions,
  };
}

function toBirth(text: string): StatedDate | null {
  const plain = toListDate(text);
  return plain === null ? parseOfacDate(text) : { date: plain, approximate: false };
}
