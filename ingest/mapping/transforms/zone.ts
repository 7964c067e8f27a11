import type { DateParts } from './datePattern.js';

/** An instant that a clock of a zone shows. */
export interface LocalInstant {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** False in the hour that is skipped when clocks go forward. */
  readonly exists: boolean;
  /** True in the hour that clocks show twice; `time` is the first. */
  readonly ambiguous: boolean;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Offset of a zone in minutes, by zone and quarter of an hour: the times of one file are close together. */
const offsets = new Map<string, number>();
const offsetsKept = 50_000;
const quarter = 900_000;

/** True for a name of the IANA time zone database that this runtime knows, e.g. `Europe/Amsterdam`, `UTC`. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The instant at which a clock in a zone shows a date and time. */
export function toInstant(parts: DateParts, zone: string): LocalInstant {
  const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const clock = utc(year, month, day, hour, minute, second);
  const candidates = [offsetAt(clock - 86_400_000, zone), offsetAt(clock + 86_400_000, zone)]
    .map((offset) => clock - offset * 60_000)
    .filter((time) => time + offsetAt(time, zone) * 60_000 === clock);
  const times = [...new Set(candidates)].sort((one, other) => one - other);
  const [first] = times;
  if (first === undefined) {
    return { time: clock - offsetAt(clock - 86_400_000, zone) * 60_000, exists: false, ambiguous: false };
  }
  return { time: first, exists: true, ambiguous: times.length > 1 };
}

/** `Date.UTC`, for the years 1 to 99 too. */
export function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}

function offsetAt(time: number, zone: string): number {
  const slot = Math.floor(time / quarter) * quarter;
  const key = `${zone} ${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(slot)
      .map(({ type, value }) => [type, value]),
  );
  const shown = utc(
    Number(parts.year),
    Number(parts.month),
    Number(parts.day),
    Number(parts.hour) % 24,
    Number(parts.minute),
    Number(parts.second),
  );
  const offset = Math.round((shown - slot) / 60_000);
  if (offsets.size >= offsetsKept) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hour12: false,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
