import { toCountryCode } from '../../../codes/countries.js';
import type { StatedSanction } from '../../../records/persons.js';
import type { Reject, SourceRecord } from '../../../records/record.js';
import type { KeyCounter } from '../../../spill/keyCounter.js';
import type { TableRow } from '../../tables/namedColumns.js';
import { denialOrders } from '../bis-dpl.js';
import { distinctBirths, parseListDate } from '../dates.js';
import { createFlags, type Flags } from '../flags.js';
import { assumeKind } from '../kinds.js';
import { type Listed, listedKinds, toListedRecord, toNameParts } from '../listed.js';
import { findKeyDefect, hashKey } from '../watchList.js';
import { parseIds } from './ids.js';
import { type ScreeningList, toScreeningList } from './lists.js';

/** The record of one row; a reject where it has no name or list. */
export function toScreenedRecord(row: TableRow, toKey: KeyCounter): SourceRecord | Reject {
  const name = row.get('name');
  const source = row.get('source');
  if (name === null) return row.reject('name', 'name.missing');
  if (source === null) return row.reject('source', 'source.missing');
  const list = toScreeningList(source);
  const sourceRef = toSourceRef(row, list, toKey);
  if (sourceRef === null) return row.reject('entity_number', 'entry.repeated');
  const flags = createFlags();
  if (!list.known) flags.raise('SOURCE_UNKNOWN');
  const kind = toKind(row, name, list, flags);
  const entry = readEntry(row, name, list, sourceRef, flags);
  if (kind === 'person') return toListedRecord(kind, withPerson(entry, row));
  const { before, after } = entry.notes;
  const isAircraft = kind === 'aircraftRecord';
  return toListedRecord(kind, isAircraft ? { ...entry, notes: { before: [...before, ...after], after: [] } } : entry);
}

function toKind(row: TableRow, name: string, list: ScreeningList, flags: Flags) {
  const type = row.get('type')?.toLowerCase() ?? null;
  const stated = listedKinds.get(type ?? '');
  if (stated !== undefined) return stated;
  if (type !== null) flags.raise('SUBJECT_KIND_UNKNOWN');
  flags.raise('SUBJECT_KIND_ASSUMED');
  return assumeKind(name, list.most);
}

function readEntry(row: TableRow, name: string, list: ScreeningList, sourceRef: string, flags: Flags): Listed {
  const remarks = parseIds(valuesOf(row, 'ids'));
  for (const flag of remarks.flags) flags.raise(flag);
  const sanction = readSanction(row, list, flags);
  const programmes = valuesOf(row, 'programs');
  const noted = (words: string, column: string, isRead = false): string[] => {
    const text = row.get(column);
    return text === null || isRead ? [] : [`${words}${text}`];
  };
  return {
    base: { sourceRef, origin: row.origin, raw: row.raw },
    names: [...new Set([name, ...valuesOf(row, 'alt_names')])].map((stated, at) => ({
      name: stated,
      kind: at === 0 ? 'NAME' : 'ALIAS',
    })),
    person: { parts: name.includes(', ') ? toNameParts(name) : {}, born: [], unread: [] },
    // As written: street and city cannot be distinguished; the last part is the country where it names one.
    addresses: valuesOf(row, 'addresses').map((full) => ({ full, country: toCountryCode(full.split(', ').at(-1)) })),
    sanctions: (programmes.length > 0 ? programmes : [list.name]).map((programme) => ({ ...sanction, programme })),
    topics: [list.topic],
    remarks,
    columns: {
      title: row.get('title'),
      callSign: row.get('call_sign'),
      type: row.get('vessel_type'),
      tonnage: row.get('gross_tonnage'),
      grossRegisteredTonnage: row.get('gross_registered_tonnage'),
      flag: row.get('vessel_flag'),
      owner: row.get('vessel_owner'),
    },
    notes: {
      before: noted('', 'remarks'),
      after: [
        ...noted('Start as stated: ', 'start_date', sanction.startDate !== null),
        ...noted('End as stated: ', 'end_date', sanction.endDate !== null),
      ],
    },
    flags,
  };
}

/**
 * The key of a row; null where its list already has the number. Addresses, which change more often than entries, count only
 * on the list of denials, where they distinguish two orders of a person.
 */
function toSourceRef(row: TableRow, list: ScreeningList, toKey: KeyCounter): string | null {
  const number = row.get('entity_number');
  if (number !== null && findKeyDefect(number, 'entity_number') === null) {
    const key = `${list.code}:${number}`;
    return toKey(key) === key ? key : null;
  }
  const identifying = ['name', 'type', 'start_date', 'federal_register_notice'].map((column) => row.get(column));
  return toKey(`${list.code}:${hashKey(list.code === 'DPL' ? [...identifying, row.get('addresses')] : identifying)}`);
}

function readSanction(row: TableRow, list: ScreeningList, flags: Flags): Omit<StatedSanction, 'programme'> {
  const order = row.get('standard_order')?.toUpperCase() ?? null;
  const provisions = [
    order === null ? null : (denialOrders.get(order) ?? order),
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

/** Adds what the columns say of a person, replacing what the identifiers say. */
function withPerson(entry: Listed, row: TableRow): Listed {
  const { flags, remarks, person } = entry;
  const births = valuesOf(row, 'dates_of_birth').map((text) => ({ text, date: flags.dateBy(text, parseListDate) }));
  const { codes, unread } = flags.countries([...valuesOf(row, 'nationalities'), ...valuesOf(row, 'citizenships')]);
  const doubtful = births.filter(({ date }) => date === null || date.approximate);
  return {
    ...entry,
    person: { ...person, born: doubtful.map(({ text }) => `DOB as stated: ${text}`), unread },
    remarks: {
      ...remarks,
      births: distinctBirths(births.flatMap(({ date }) => date ?? [])),
      birthPlaces: valuesOf(row, 'places_of_birth'),
      nationalities: [...new Set([...codes, ...remarks.nationalities])],
    },
  };
}

/** The values of a field, separated by semicolons, each once. */
function valuesOf(row: TableRow, column: string): readonly string[] {
  const values = (row.get(column) ?? '').split(/;\s*(?:and\s+(?=\p{Lu}))?/u).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}
