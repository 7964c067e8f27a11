import { noBookmarks } from '../../bookmarks/bookmarks.js';
import type { IncidentRecord } from '../../records/incidents.js';
import type { Reject } from '../../records/record.js';
import { dispositionsOf } from '../dispositions.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from '../format.js';
import { type FoundHeading, findHeading, type Heading, type HeadingsOf } from '../tables/headings.js';
import { createKeys } from '../tables/keys.js';
import { openTables } from '../tables/openTables.js';
import { readTable, type Table, type TableRow } from '../tables/readTable.js';
import {
  type CountryField,
  type CountryNames,
  countryHeadings,
  createCountryNames,
  isCountryHeading,
} from './countryTable.js';
import { type DayOrder, findDayOrder, needsOrder } from './dayOrder.js';
import { parseCoordinate, toPrecision } from './position.js';
import { parseWhen, type When } from './when.js';

/**
 * Maritime piracy incidents as CSV with a header (Benden, Feng, Howell, Dalla Riva: "Crime at Sea", Journal of Open
 * Humanities Data 7, 2021, doi:10.5334/johd.39). `NA` is null; columns are found by name, in any order, and an edition
 * may lack some. The file of country codes delivered with it names those codes that are not ISO's. Copies saved by a
 * spreadsheet have days as `02-01-1993`: all days of such a file together show which number is the month.
 *
 * The file has no key. A row's key is a hash of what identifies it, with a counter for exact repetitions, so that the
 * same file twice changes nothing and two equal rows stay two.
 */
export const pirateAttacks: Format = {
  name: 'pirate-attacks',
  description: 'Maritime piracy incidents, CSV with header: date, position, kind of attack, vessel, narrative',
  publisher: 'International Maritime Bureau reports, compiled by Benden et al. 2021, doi:10.5334/johd.39',
  versions: ['2021'],
  files: ['pirate_attacks.csv', 'country_codes.csv'],
  kinds: ['incident'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'B', informationEvaluation: 2 },
  sample: '2001-01-01,NA,103.5,1.1,Boarded,"Exemplar Strait",NA,MYS,NA,NA,NA,Anchored,Fictius,Tug,Boarded,NA',
  elements: () => dispositionsOf('pirates/elements'),
  mayBeWhole: true,
  countsRepetitions: true,
  recognise,
  read,
};

type Field = keyof typeof headings;

const headings = {
  date: ['date'],
  time: ['time'],
  longitude: ['longitude', 'lon', 'long'],
  latitude: ['latitude', 'lat'],
  attackType: ['attack_type'],
  area: ['location_description'],
  nearestCountry: ['nearest_country'],
  eezCountry: ['eez_country'],
  shoreDistance: ['shore_distance'],
  shoreLongitude: ['shore_longitude'],
  shoreLatitude: ['shore_latitude'],
  narrative: ['attack_description'],
  vesselName: ['vessel_name'],
  vesselType: ['vessel_type'],
  vesselStatus: ['vessel_status'],
  dataSource: ['data_source'],
} as const satisfies HeadingsOf<string>;

/** Why more than date and position: other tables have those too. */
function isHeading({ columns }: Heading<Field>): boolean {
  const known: readonly Field[] = ['attackType', 'vesselName', 'vesselStatus', 'narrative'];
  const needed: readonly Field[] = ['date', 'longitude', 'latitude'];
  return needed.every((field) => columns.has(field)) && known.some((field) => columns.has(field));
}

/** Fields that identify an incident: none of them changes when a later edition adds a narrative or shore distances. */
const identifyingFields = ['date', 'time', 'longitude', 'latitude', 'vesselName', 'area', 'attackType'] as const;

/** Kinds of attack that the compilers list. */
const attackTypes = new Set([
  ...['attempted', 'boarded', 'boarding', 'detained', 'explosion', 'fired upon', 'hijacked', 'suspicious'],
]);

type Opened =
  | { readonly part: 'incidents'; readonly found: FoundHeading<Field> }
  | { readonly part: 'countries'; readonly found: FoundHeading<CountryField> };

function openTable({ text }: FileHead): Opened | null {
  const incidents = findHeading(text, headings, isHeading);
  if (incidents) return { part: 'incidents', found: incidents };
  const countries = findHeading(text, countryHeadings, isCountryHeading);
  return countries && { part: 'countries', found: countries };
}

function recognise(file: FileHead): Recognition | null {
  const opened = openTable(file);
  if (opened === null) return null;
  return opened.part === 'countries' ? { version: '2021', part: 'countries' } : { version: '2021' };
}

async function* read({ files, unmapped, bookmarks = noBookmarks }: Delivery): AsyncGenerator<DeliveryItem> {
  const wanted = 'date, longitude, latitude, and one of attack_type, vessel_name, vessel_status, attack_description';
  const refusal = { headings, wanted, advise: () => null };
  const tables = await openTables(files, openTable, refusal);
  // Country codes alone are no delivery: each file is then refused like any other.
  if (tables.every(({ opened }) => opened.part === 'countries')) await openTables(files, () => null, refusal);

  const names = createCountryNames();
  for (const { file, opened } of tables) {
    if (opened.part !== 'countries') continue;
    const told = bookmarks.goesOn ? () => undefined : unmapped;
    for await (const row of readTable({ file, found: opened.found, unmapped: told })) {
      if (row.kind !== 'reject') names.add(row.text('code'), row.text('name'));
      else if (!bookmarks.goesOn) yield row;
    }
  }
  const keyOf = createKeys(bookmarks.tally('keys'));
  for (const { file, opened, trail } of bookmarks.unread(tables)) {
    if (opened.part === 'countries') continue;
    yield* readIncidents({ file, found: opened.found, unmapped, trail }, { names, keyOf });
  }
}

/** What the files of a delivery share. */
interface Shared {
  readonly names: CountryNames;
  readonly keyOf: ReturnType<typeof createKeys>;
}

async function* readIncidents(table: Table<Field>, shared: Shared): AsyncGenerator<DeliveryItem> {
  let order: DayOrder | null | undefined;
  for await (const row of readTable({ ...table, numbers: ['longitude', 'latitude'] })) {
    if (row.kind === 'reject') {
      yield row;
      continue;
    }
    if (order === undefined && needsOrder(row.text('date'))) order = await findDayOrder(datesOf(table));
    yield toIncident(row, order ?? null, shared);
  }
}

async function* datesOf({ file, found }: Table<Field>): AsyncGenerator<string | null> {
  for await (const row of readTable({ file, found, unmapped: () => undefined })) {
    if (row.kind === 'row') yield row.text('date');
  }
}

function toIncident(row: TableRow<Field>, order: DayOrder | null, { names, keyOf }: Shared): IncidentRecord | Reject {
  const when = parseWhen(row.text('date'), row.text('time'), order);
  if (when === null) return rejectDate(row, order);
  const latitude = parseCoordinate(row.text('latitude'), 90);
  if (latitude === 'invalid') return row.reject('latitude', 'coordinate.impossible');
  const longitude = parseCoordinate(row.text('longitude'), 180);
  if (longitude === 'invalid') return row.reject('longitude', 'coordinate.impossible');

  const attack = row.text('attackType');
  const area = row.text('area');
  const statedCountry = row.text('nearestCountry');
  const countryCode = statedCountry === null ? null : names.find(statedCountry);
  const flags = [
    ...(statedCountry !== null && countryCode === null ? ['COUNTRY_UNKNOWN'] : []),
    ...(when.timeUnclear ? ['TIME_FORM'] : []),
    ...((latitude === null) !== (longitude === null) ? ['POSITION_INCOMPLETE'] : []),
    ...(attack !== null && !attackTypes.has(attack.toLowerCase()) ? ['ATTACK_TYPE_UNKNOWN'] : []),
  ];
  return {
    kind: 'incident',
    sourceRef: keyOf(toIdentity(row, when)),
    origin: row.origin,
    raw: row.raw,
    ...(flags.length > 0 ? { qualityFlags: flags } : {}),
    incidentKind: attack?.toLowerCase() === 'suspicious' ? 'SUSPICION' : 'PIRACY',
    occurredAt: when.occurredAt,
    occurredAtPrecision: when.occurredAtPrecision,
    title: toTitle(attack, area, when),
    narrative: row.text('narrative'),
    latitude,
    longitude,
    positionPrecisionM: latitude === null ? null : toPrecision(row.text('latitude'), row.text('longitude')),
    area,
    countryCode,
    vessels: toVessels(row),
  };
}

function rejectDate(row: TableRow<Field>, order: DayOrder | null): Reject {
  const date = row.text('date');
  if (date === null) return row.reject('date', 'date.missing');
  return row.reject('date', needsOrder(date) && order === null ? 'date.orderUnknown' : 'date.impossible');
}

/** The identifying fields; a day that its file writes in its own order as ISO 8601 does. */
function toIdentity(row: TableRow<Field>, { day }: When): (string | null)[] {
  return identifyingFields.map((field) => (field === 'date' && needsOrder(row.text('date')) ? day : row.text(field)));
}

function toVessels(row: TableRow<Field>): NonNullable<IncidentRecord['vessels']> {
  const [statedName, statedType] = [row.text('vesselName'), row.text('vesselType')];
  const statedActivity = toSentenceCase(row.text('vesselStatus'));
  return statedName === null && statedType === null ? [] : [{ statedName, statedType, statedActivity }];
}

/** A time of day of unknown zone is part of the title. */
function toTitle(attack: string | null, area: string | null, { localTime }: When): string {
  const what = [attack ?? 'Incident', area].filter(Boolean).join(': ').slice(0, 200);
  return localTime === null ? what : `${what} (${localTime} local time)`;
}

function toSentenceCase(text: string | null): string | null {
  return text === null ? null : text[0]?.toUpperCase() + text.slice(1);
}
