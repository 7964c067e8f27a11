import type { TimePrecision } from '../../records/incidents.js';
import { type DayOrder, toIsoDay } from './dayOrder.js';

/** When an incident happened, as precisely as its date and time of day say. */
export interface When {
  /** As ISO 8601 writes it. */
  readonly day: string;
  readonly occurredAt: string;
  readonly occurredAtPrecision: TimePrecision;
  /** Time of day of unknown zone, as written; as an instant it would be wrong by hours. */
  readonly localTime: string | null;
  /** Whether the time of day cannot be read. */
  readonly timeUnclear: boolean;
}

/**
 * Reads date and time of day. A time without `UTC` is the ship's, of unknown zone: the precision is then the day. Null for
 * an impossible date.
 *
 * @param order of the file's days, where they are not written as ISO 8601 does
 */
export function parseWhen(date: string | null, time: string | null, order: DayOrder | null = null): When | null {
  const day = toIsoDay(date, order);
  if (day === null) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  const clock = /^([01]\d|2[0-3]):?([0-5]\d)(?::[0-5]\d)?\s*(UTC|GMT|Z|LT)?$/i.exec(time ?? '');
  const zone = clock?.[3]?.toUpperCase();
  if (clock && zone !== undefined && zone !== 'LT') {
    const occurredAt = `${day}T${clock[1]}:${clock[2]}:00Z`;
    return { day, occurredAt, occurredAtPrecision: 'INSTANT', localTime: null, timeUnclear: false };
  }
  return {
    day,
    occurredAt: `${day}T00:00:00Z`,
    occurredAtPrecision: 'DAY',
    localTime: time,
    timeUnclear: time !== null && clock === null,
  };
}
