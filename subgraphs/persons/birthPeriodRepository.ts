import { type RawBuilder, sql } from '../../storage/kysely.js';
import type { Slot } from '../../storage/slot.js';

/** Why beside the search within: the index of persons that have a span at all. */
const hasPeriods = sql<boolean>`r.birth_periods <> '[]'`;

/**
 * A condition on the date of birth, held by a span of `persons.person`, alias `r`: a date, or the beginning of one, has
 * a day in common with the span. Null where the operator asks for no date.
 */
export function isWithinBirthPeriod(operator: string, value: Slot): RawBuilder<boolean> | null {
  if (operator === 'isNull') return hasPeriods;
  const dates = operator === 'in' ? sql`cast(${value} as text[])` : sql`array[cast(${value} as text)]`;
  // Why `~`: it comes after digits and hyphens, so `1985~` after every date of the year, however precise it is.
  return sql<boolean>`(${hasPeriods} and exists (
    select 1 from jsonb_to_recordset(r.birth_periods) as period("from" text, "to" text),
      unnest(${dates}) as asked(date)
    where period."from" <= asked.date || '~' collate "C" and period."to" || '~' >= asked.date collate "C"))`;
}
