// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { PortcullisError } from '../../schema/errors.js';
import { toCountryCode } from '../codes/countries.js';
import { type CsvRow, readCsv } from '../input/csv.js';
import type { Reject, SourceRecord } from '../record.js';
import type { TimePrecision } from '../records/incidents.js';
import type { Delivery, DeliveryItem, FileHead, Format, Recognition } from './format.js';

/**
 * Maritime piracy incidents as CSV with a header (Benden, Feng, Howell, Dalla Riva: "Crime at Sea", Journal of Open
 * Humanities Data 7, 2021, doi:10.5334/johd.39). `NA` is null; columns are found by name, in any order; a file of
 * country codes beside it is recognised and not needed.
 *
 * The file has no key. A row's key is a hash of what identifies it, with a counter for exact repetitions, so that the
 * same file twice changes nothing and two like rows stay two.
 */
export const pirateAttacks: Format = {
  name: 'pirate-attacks',
  description: 'Maritime piracy incidents, CSV with header: date, position, kind of attack, vessel, narrative',
  publisher: 'International Maritime Bureau reports, compiled by Benden et al. 2021, doi:10.5334/johd.39',
  versions: ['2021'],
  files: ['pirate_attacks.csv'],
  kinds: ['incident'],
  envelope: { classification: 'PUBLIC', sourceEvaluation: 'B', informationEvaluation: 2 },
  sample: '2001-01-01,NA,103.5,1.1,Boarded,"Exemplar Strait",NA,MYS,NA,NA,NA,Anchored,Fictius,Tug,Boarded,NA',
  elements: { mapped: {}, raw: [], dropped: {} },
  mayBeWhole: true,
  recognise,
  read,
};

function recognise(_file: FileHead): Recognition | null {
  return null;
}

/** Columns without which no row is an incident. */
const requiredColumns = ['date', 'longitude', 'latitude'] as const;

/** What tells one incident from another: none of it changes when a later edition adds a narrative or shore distances. */
const identifyingColumns = [
  'date',
  'time',
  'longitude',
  'latitude',
  'vessel_name',
  'location_description',
  'attack_type',
];

/** Metres that a coordinate's last decimal stands for, at the equator: 60 nautical miles a degree. */
const metresPerDegree = 111_120;

async function* read({ files }: Delivery): AsyncGenerator<DeliveryItem> {
  const occurrences = new Map<string, number>();
  let incidentFiles = 0;
  for (const file of files) {
    let columns: ReadonlyMap<string, number> | undefined;
    let width = 0;
    for await (const row of readCsv(file, { width: (fields) => width === 0 || fields === width })) {
      if (columns === undefined) {
        if (row.kind === 'defect') break;
        columns = new Map(row.fields.map((name, index) => [name.trim().toLowerCase(), index]));
        width = row.fields.length;
        if (!requiredColumns.every((name) => columns?.has(name))) break;
        incidentFiles += 1;
        continue;
      }
      if (row.kind === 'defect')
        yield { kind: 'reject', file: file.name, line: row.line, reason: row.reason, raw: row.raw };
      else yield toIncident(row, columns, file.name, occurrences);
    }
  }
  if (incidentFiles === 0) {
    throw new PortcullisError('BAD_USER_INPUT', {
      message: `None of the files has a header with the columns ${requiredColumns.join(', ')}.`,
    });
  }
}

function toIncident(
  row: CsvRow,
  columns: ReadonlyMap<string, number>,
  file: string,
  occurrences: Map<string, number>,
): SourceRecord | Reject {
  const field = (name: string): string | null => toText(row.fields[columns.get(name) ?? -1]);
  const reject = (name: string, reason: string): Reject => ({
    kind: 'reject',
    file,
    line: row.line,
    field: name,
    reason,
    raw: row.raw,
  });
  const when = parseWhen(field('date'), field('time'));
  if (when === null) return reject('date', field('date') === null ? 'date.missing' : 'date.impossible');
  const latitude = parseCoordinate(field('latitude'), 90);
  if (latitude === 'invalid') return reject('latitude', 'coordinate.impossible');
  const longitude = parseCoordinate(field('longitude'), 180);
  if (longitude === 'invalid') return reject('longitude', 'coordinate.impossible');

  const key = createHash('sha256')
    .update(JSON.stringify(identifyingColumns.map((name) => field(name))))
    .digest('base64url')
    .slice(0, 24);
  const occurrence = (occurrences.get(key) ?? 0) + 1;
  occurrences.set(key, occurrence);

  const attack = field('attack_type');
  const area = field('location_description');
  const narrative = field('attack_description');
  const vessel = {
    statedName: field('vessel_name'),
    statedType: field('vessel_type'),
    statedActivity: toSentenceCase(field('vessel_status')),
  };
  return {
    kind: 'incident',
    sourceRef: occurrence === 1 ? key : `${key}#${occurrence}`,
    origin: { file, line: row.line },
    raw: row.raw,
    incidentKind: attack === 'Suspicious' ? 'SUSPICION' : 'PIRACY',
    ...when,
    title: toTitle(attack, area, when.occurredAtPrecision === 'DAY' ? field('time') : null),
    status: 'CLOSED',
    narrative,
    latitude,
    longitude,
    positionPrecisionM: latitude === null ? null : toPrecision(field('latitude'), field('longitude')),
    area,
    countryCode: toCountryCode(field('nearest_country')),
    vessels: vessel.statedName || vessel.statedType ? [vessel] : [],
  };
}

/** A time of day of unknown zone is kept in words: as an instant it would be wrong by hours. */
function toTitle(attack: string | null, area: string | null, localTime: string | null): string {
  const what = [attack ?? 'Incident', area].filter(Boolean).join(': ').slice(0, 200);
  return localTime === null ? what : `${what} (${localTime} local time)`;
}

/** Null for blanks and for `NA`, which is Namibia's code nowhere in this format: it writes alpha-3. */
function toText(field: string | undefined): string | null {
  const text = field?.trim() ?? '';
  return text === '' || text === 'NA' ? null : text;
}

interface When {
  readonly occurredAt: string;
  readonly occurredAtPrecision: TimePrecision;
}

/**
 * Date and time of day. A time without `UTC` is the ship's local one, of unknown zone: the instant is then the day's,
 * and says so. Null for an impossible date.
 */
function parseWhen(date: string | null, time: string | null): When | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date ?? '');
  if (day === null) return null;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== date) return null;
  const clock = /^([01]\d|2[0-3]):?([0-5]\d)(?::[0-5]\d)?\s*(?:UTC|Z)$/i.exec(time ?? '');
  if (clock === null) return { occurredAt: `${date}T00:00:00Z`, occurredAtPrecision: 'DAY' };
  return { occurredAt: `${date}T${clock[1]}:${clock[2]}:00Z`, occurredAtPrecision: 'INSTANT' };
}

function parseCoordinate(text: string | null, limit: number): number | null | 'invalid' {
  if (text === null) return null;
  const degrees = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(degrees) <= limit ? degrees : 'invalid';
}

/** Half a unit of the coarser coordinate's last decimal; never finer than a minute of arc in which ships report. */
function toPrecision(latitude: string | null, longitude: string | null): number {
  const decimals = [latitude, longitude].map((text) => text?.split('.')[1]?.length ?? 0);
  const finest = Math.min(...decimals, 4);
  return Math.max(Math.round((metresPerDegree / 10 ** finest) * 0.5), 1852);
}

function toSentenceCase(text: string | null): string | null {
  return text === null ? null : text[0]?.toUpperCase() + text.slice(1);
}
