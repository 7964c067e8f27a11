import { columnsOf, type FieldColumn, snakeCase } from '../../../schema/records/description/columns.js';
import type { Field, Fields, ListField } from '../../../schema/records/description/fields.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { Grouping, Items } from '../listing.js';
import { isEnum } from './objectPlan.js';

/** By the value of a facet's enum. */
export type Groupings = Readonly<Record<string, Grouping>>;

/** Facets of every record type: by its envelope. */
export const envelopeFacets: Groupings = { SOURCE: { value: sql<string>`r.source` } };

/**
 * What the fields say a list is counted by, over the table alias given.
 *
 * @param items the child's rows of a record, where the fields are a child's
 * @throws Error for a list of a child, and for a child that is a link to a person, whose number would tell of who is protected
 */
export function facetsOf(fields: Fields, alias = 'r', items?: Items, isLink = false): Groupings {
  return Object.fromEntries(
    columnsOf(fields).flatMap((column) => {
      const { facet } = column.field;
      if (facet === undefined) return [];
      const name = facet === true ? snakeCase(column.path.at(-1) ?? '').toUpperCase() : facet;
      if (isLink || (items && column.field.kind === 'list')) throw new Error(`nothing is counted by ${name}`);
      return [[name, groupingOf(column, alias, items)] as const];
    }),
  );
}

function groupingOf({ name, field }: FieldColumn, alias: string, items?: Items): Grouping {
  const column = sql.raw(`${alias}.${name}`);
  if (field.kind !== 'list') return { value: shown(field, column), ...(items ? { items } : {}) };
  const ofList = { from: sql`unnest(${column}) as item(value)`, on: sql<boolean>`true` };
  return { value: shown((field as ListField).of, sql`item.value`), items: ofList };
}

/** A value as its field shows it: a code that the SDL does not know is none. */
function shown(field: Field, stored: RawBuilder<unknown>): RawBuilder<string | null> {
  const text = sql<string | null>`cast(${stored} as text)`;
  if (!isEnum(field)) return text;
  const codes = [...field.codes.values.keys()].map(String);
  const names = [...field.codes.values.values()];
  return sql<string | null>`(cast(${names} as text[]))[array_position(cast(${codes} as text[]), ${text})]`;
}
