import type { TimeBox } from '../policy.js';

const read = new Map<string, number>();
const mostRead = 1000;

/**
 * Milliseconds since 1970 of a UTC ISO 8601 instant with a `Z`; NaN for anything else. `Date.parse` alone also takes
 * "1" and local times, and a date that two walls read differently is a hole.
 */
export function instantMs(text: string): number {
  // Cached: a request's one instant is read again for each record and category.
  const known = read.get(text);
  if (known !== undefined) return known;
  const milliseconds = instant.test(text) ? Date.parse(text) : Number.NaN;
  if (read.size >= mostRead) read.clear();
  read.set(text, milliseconds);
  return milliseconds;
}

/** Whether an instant lies in a time box. */
export function isWithin(asOf: string, { from, to }: TimeBox): boolean {
  const at = instantMs(asOf);
  return instantMs(from) <= at && at < instantMs(to);
}

const instant = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z$/;
