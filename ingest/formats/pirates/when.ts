// SPDX-License-Identifier: Apache-2.0
import type { TimePrecision } from '../../records/incidents.js';

/** When an incident was, as far as its date and time of day say. */
export interface When {
  readonly occurredAt: string;
  readonly occurredAtPrecision: TimePrecision;
  /** Time of day of unknown zone, in the source's words; as an instant it would be wrong by hours. */
  readonly localTime: string | null;
  /** True where the time of day is none that can be read. */
  readonly timeUnclear: boolean;
}

/**
 * Date and time of day. A time without `UTC` is the ship's local one, of unknown zone: the instant is then the day's, and
 * says so. Null for an impossible date.
 */
export function parseWhen(date: string | null, time: string | null): When | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(date ?? '')?.[1];
  if (day === undefined) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  const clock = /^([01]\d|2[0-3]):?([0-5]\d)(?::[0-5]\d)?\s*(UTC|GMT|Z|LT)?$/i.exec(time ?? '');
  const zone = clock?.[3]?.toUpperCase();
  if (clock && zone !== undefined && zone !== 'LT') {
    const occurredAt = `${day}T${clock[1]}:${clock[2]}:00Z`;
    return { occurredAt, occurredAtPrecision: 'INSTANT', localTime: null, timeUnclear: false };
  }
  return {
    occurredAt: `${day}T00:00:00Z`,
    occurredAtPrecision: 'DAY',
    localTime: time,
    timeUnclear: time !== null && clock === null,
  };
}
