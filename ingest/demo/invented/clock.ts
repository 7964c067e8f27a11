/** The instant of the scenario. Fixed, so that the same seed gives the same records every day. */
export const scenarioInstant = '2026-11-25T06:00:00Z';

const millisecondsPerDay = 86_400_000;

/** The instant some days later, fractions and negative numbers included, at a whole minute. */
export function addDays(instant: string, days: number): string {
  const minute = Math.round((Date.parse(instant) + days * millisecondsPerDay) / 60_000) * 60_000;
  return new Date(minute).toISOString().replace('.000Z', 'Z');
}

/** The same day and time some years later. */
export function addYears(instant: string, years: number): string {
  return `${Number(instant.slice(0, 4)) + years}${instant.slice(4)}`;
}
