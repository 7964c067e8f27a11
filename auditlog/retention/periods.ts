import type { Expirable } from './expire.js';

/** A retention period. */
export interface Period {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

/** Retention periods as the setting has them: `LOOK=5y,REFUSAL=18m`. */
export const periodsForm = /^(?:(?:LOOK|REFUSAL)=[1-9]\d{0,3}[ymd](?:,(?=.)|$)){1,2}$/;

/** Parses a setting that `periodsForm` accepts. */
export function parsePeriods(text: string): readonly (readonly [Expirable, Period])[] {
  const units = { y: 'years', m: 'months', d: 'days' } as const;
  return [...text.matchAll(/(LOOK|REFUSAL)=(\d+)([ymd])/g)].map(([, of, count, unit]) => [
    of as Expirable,
    { [units[unit as keyof typeof units]]: Number(count) },
  ]);
}

/** The UTC day that lies a period before an instant; the last of its month if the month is too short. */
export function dayBefore(instant: string, { years = 0, months = 0, days = 0 }: Period): string {
  const at = new Date(instant);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() - months - 12 * years);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  at.setUTCDate(Math.min(day, last) - days);
  return at.toISOString().slice(0, 10);
}
