import { type FieldColumn, snakeCase } from '../../schema/records/description/columns.js';
import { type Field, isEnum, type ListField } from '../../schema/records/description/fields.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { envelopeTable } from '../envelopeKey.js';
import { type RawBuilder, sql } from '../kysely.js';

/** What rows are counted by: a text for each row, or for each of its items. */
export interface Grouping {
  /** As the SDL shows it, over `r`, or over the items; null: the row has none. */
  readonly value: RawBuilder<string | null>;
  /** What the same value is made of in many rows: they are grouped by that, and the value is made once for each group. */
  readonly madeOf?: MadeOf;
  /** Where a row may have several. */
  readonly items?: Items;
  /** What is summed of a row, or of an item. */
  readonly amount?: RawBuilder<number | null>;
}

/** What a value is made of, over `r`, and how. */
interface MadeOf {
  readonly stored: RawBuilder<unknown>;
  readonly make: (stored: RawBuilder<unknown>) => RawBuilder<string | null>;
}

/** What a row has several of: the from clause, and what ties it to the row. */
export interface Items {
  readonly from: RawBuilder<unknown>;
  readonly on: RawBuilder<boolean>;
  /** It is a list of the row's own, of which each value is there once. */
  readonly isList?: true;
}

/** Alias of what a row has several of. */
export const itemAlias = 'item';

/** Facets of every record type of a schema: by its envelope, whose key the indexes of what is counted have. */
export function envelopeFacets(schema: string): Readonly<Record<string, Grouping>> {
  const make = (key: RawBuilder<unknown>) =>
    sql<string | null>`(select e.source from ${sql.table(envelopeTable(schema))} e where e.key = ${key})`;
  return { SOURCE: { value: sql<string>`r.source`, madeOf: { stored: sql.ref('r.envelope_key'), make } } };
}

/** A value of the enum of what a list is counted by. @param stated what the description says of it */
export function groupingName({ path }: FieldColumn, stated: true | string): string {
  return stated === true ? snakeCase(path.at(-1) ?? '').toUpperCase() : stated;
}

/** The rows of a list that has a table of its own, under the alias `item`. */
export function itemsOf({ source, table }: RecordDescription, child: string): Items {
  return {
    from: sql.raw(`${source}.${child} ${itemAlias}`),
    on: sql.raw<boolean>(`${itemAlias}.${table}_id = r.id`),
  };
}

/** What rows are counted by for a column of theirs, or of their items. */
export function facetOf({ name, field }: FieldColumn, alias: string, items?: Items): Grouping {
  const column = sql.raw(`${alias}.${name}`);
  if (field.kind !== 'list') {
    const madeOf = { stored: column, make: (stored: RawBuilder<unknown>) => shown(field, stored) };
    return { value: shown(field, column), ...(isEnum(field) ? { madeOf } : {}), ...(items ? { items } : {}) };
  }
  const from = sql`lateral (select distinct unnest(${column}) as value) ${sql.raw(itemAlias)}`;
  return {
    value: shown((field as ListField).of, sql.ref(`${itemAlias}.value`)),
    items: { from, on: sql<boolean>`true`, isList: true },
  };
}

/** A value as its field shows it: a code that the SDL does not know is none. */
function shown(field: Field, stored: RawBuilder<unknown>): RawBuilder<string | null> {
  const text = sql<string | null>`cast(${stored} as text)`;
  if (!isEnum(field)) return text;
  const codes = [...field.codes.values.keys()].map(String);
  const names = [...field.codes.values.values()];
  return sql<string | null>`(cast(${names} as text[]))[array_position(cast(${codes} as text[]), ${text})]`;
}
