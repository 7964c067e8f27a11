import { columnsOf, type FieldColumn, snakeCase } from '../../../schema/records/description/columns.js';
import type { Field, Fields, ScalarKind } from '../../../schema/records/description/fields.js';
import { facetOf, type Grouping, groupingName, type Items } from '../../../storage/cube/grouping.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { slot } from '../../../storage/slot.js';
import type { Interval } from '../listing.js';

/** What is counted and summed of a listing, each by the value of its enum. */
export interface Groupings {
  readonly facets: Readonly<Record<string, Grouping>>;
  readonly histograms: Readonly<Record<string, Readonly<Record<Interval, Grouping>>>>;
  readonly sums: Readonly<Record<string, Grouping>>;
}

/** The table that fields are columns of. */
interface Table {
  readonly alias: string;
  /** Where it is a child's: how its rows are those of a record. */
  readonly items?: Items;
  /** It is a link to a person, whose number would tell of who is protected. */
  readonly isLink?: boolean;
}

/**
 * What the fields say a list is counted by, and what is summed of it.
 *
 * @throws Error for a list, or a date, of a child, and for a child that is a link to a person
 */
export function groupingsOf(fields: Fields, table: Table): Groupings {
  const columns = columnsOf(fields);
  const named = <Made>(use: 'facet' | 'histogram' | 'sum', make: (column: FieldColumn) => Made) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const stated = column.field[use];
        if (stated === undefined || column.part === 'currency') return [];
        const name = groupingName(column, stated);
        const { kind } = column.field;
        if (table.isLink || (table.items && (kind === 'list' || use === 'histogram')))
          throw new Error(`nothing is counted by ${name}`);
        return [[name, make(column)] as const];
      }),
    );
  return {
    facets: named('facet', (column) => facetOf(column, table.alias, table.items)),
    histograms: named('histogram', (column) => histogramOf(column, table)),
    sums: named('sum', (column) => sumOf(column, table)),
  };
}

/** How many characters of a date are as precise as each interval; a week begins on a day. */
export const charactersOf: Readonly<Record<Interval, number>> = { YEAR: 4, MONTH: 7, WEEK: 10, DAY: 10 };

/** By the first day, month or year of the interval; a date that is known less precisely stays as it is. */
function histogramOf({ name, field }: FieldColumn, { alias }: Table): Readonly<Record<Interval, Grouping>> {
  const column = sql.raw(`${alias}.${name}`);
  const date = field.kind === 'instant' ? dayOf(column, precisionOf(field, alias)) : sql<string | null>`${column}`;
  const of = (interval: Interval): Grouping => {
    const precise = sql`length(${date}) = 10`;
    const week = sql`to_char(date_trunc('week', cast(case when ${precise} then ${date} end as timestamp)), 'YYYY-MM-DD')`;
    if (interval === 'WEEK') return { value: sql<string | null>`case when ${precise} then ${week} else ${date} end` };
    return { value: sql<string | null>`left(${date}, ${sql.raw(String(charactersOf[interval]))})` };
  };
  return { DAY: of('DAY'), WEEK: of('WEEK'), MONTH: of('MONTH'), YEAR: of('YEAR') };
}

/** The day of an instant in the time zone that is asked for, as precise as it is known. */
function dayOf(column: RawBuilder<unknown>, precision: RawBuilder<unknown> | null): RawBuilder<string | null> {
  const day = sql<string | null>`to_char(${column} at time zone cast(${slot('timeZone')} as text), 'YYYY-MM-DD')`;
  if (precision === null) return day;
  // Why in UTC: a month that is all that is known is no instant, which another zone could move to the month before.
  return sql<string | null>`case ${precision} when 'YEAR' then to_char(${column} at time zone 'UTC', 'YYYY')
    when 'MONTH' then to_char(${column} at time zone 'UTC', 'YYYY-MM')
    when 'DAY' then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD') else ${day} end`;
}

function precisionOf({ precisionIn }: Field, alias: string): RawBuilder<unknown> | null {
  return precisionIn === undefined ? null : sql.raw(`${alias}.${snakeCase(precisionIn)}`);
}

/** Units of kinds that have one, UNECE Recommendation 20: kilogram, one. */
const units: Readonly<Partial<Record<ScalarKind, string>>> = { kg: 'KGM', integer: 'C62' };

/** Amounts by their unit, or currency; an amount without one is under the empty text. */
function sumOf({ name, field, part }: FieldColumn, { alias, items }: Table): Grouping {
  const amount = sql<number | null>`cast(${sql.raw(`${alias}.${name}`)} as float8)`;
  const beside = part === 'minorUnits' ? name.replace(/minor_units$/, 'currency') : 'unit';
  const known = units[field.kind as ScalarKind];
  const unit = known === undefined ? sql`coalesce(${sql.raw(`${alias}.${beside}`)}, '')` : sql`cast(${known} as text)`;
  return {
    value: sql<string | null>`case when ${amount} is not null then ${unit} end`,
    amount,
    ...(items ? { items } : {}),
  };
}
