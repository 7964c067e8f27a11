import { type RawBuilder, sql } from '../../storage/kysely.js';
import type { Slot } from '../../storage/slot.js';

/** Persons with a span, of whom there is an index. */
const hasPeriods = sql<boolean>`r.birth_periods <> '[]'`;

/**
 * A condition on the date of birth that a span of `persons.person`, alias `r`, meets: a date, or the beginning of one, shares
 * a day with the span.
 */
export function isWithinBirthPeriod(operator: string, value: Slot): RawBuilder<boolean> {
  if (operator === 'isNull') return hasPeriods;
  const dates = operator === 'in' ? sql`cast(${value} as text[])` : sql`array[cast(${value} as text)]`;
  // Why `~`: it sorts after digits and hyphens, so `1985~` after every date of that year, however precise.
  return sql<boolean>`(${hasPeriods} and exists (
    select 1 from jsonb_to_recordset(r.birth_periods) as period("from" text, "to" text),
      unnest(${dates}) as asked(date)
    where period."from" <= asked.date || '~' collate "C" and period."to" || '~' >= asked.date collate "C"))`;
}
