const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Milliseconds in words, in the largest unit of which there are two, e.g. `3 days`, `36 hours`; whole units, rounded down. */
export function describeAge(ms: number): string {
  const found = units.find(([, length]) => ms >= 2 * length);
  if (found) return `${Math.floor(ms / found[1])} ${found[0]}s`;
  return ms >= 60_000 ? '1 minute' : 'less than a minute';
}
