import { PortcullisError } from '../../../schema/errors.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { Slot } from '../../../storage/slot.js';
import type { Column } from '../listing.js';

/**
 * The condition of one operator on one column, null where the column is. For `isNull` it is the opposite: that there is a
 * value. Throws INTERNAL for an unknown operator.
 */
export function operatorCondition(column: Column, operator: string, value: Slot): RawBuilder<boolean> {
  if (column.meets) return column.meets(operator, value);
  const condition = columnCondition(column, operator, value);
  return column.also ? sql<boolean>`(${condition} or ${column.also(operator, value)})` : condition;
}

function columnCondition(column: Column, operator: string, value: Slot): RawBuilder<boolean> {
  const { sql: datum, type } = column;
  const isList = type === 'text[]';
  const element = sql.raw(type.replace('[]', ''));
  switch (operator) {
    case 'isNull': {
      const none = isList ? sql`coalesce(cardinality(${datum}), 0) = 0` : sql`${datum} is null`;
      return sql<boolean>`(not ${none})`;
    }
    case 'eq': {
      const operand = sql`cast(${stored(column, value)} as ${element})`;
      return isList ? sql<boolean>`(${operand} = any(${datum}))` : sql<boolean>`(${datum} = ${operand})`;
    }
    case 'in': {
      if (column.anyOf) return column.anyOf(value);
      const operands = sql`cast(${stored(column, value)} as ${element}[])`;
      return isList ? sql<boolean>`(${datum} && ${operands})` : sql<boolean>`(${datum} = any(${operands}))`;
    }
    case 'startsWith': {
      const begins = (each: RawBuilder<unknown>): RawBuilder<boolean> =>
        sql<boolean>`starts_with(lower(${each}), lower(cast(${stored(column, value)} as text)))`;
      if (!isList) return begins(datum);
      return sql<boolean>`exists (select 1 from unnest(${datum}) as element(value) where ${begins(sql`element.value`)})`;
    }
    case 'gte':
      return sql<boolean>`(${datum} >= cast(${value} as ${element}))`;
    case 'lte':
      return sql<boolean>`(${datum} <= cast(${value} as ${element}))`;
    case 'lt':
      return sql<boolean>`(${datum} < cast(${value} as ${element}))`;
    default:
      throw new PortcullisError('INTERNAL', { cause: new Error(`unknown filter operator ${operator}`) });
  }
}

/** The value, or each of several, in the form that the column stores. */
function stored({ normalise }: Column, value: Slot): Slot {
  if (!normalise) return value;
  const toStored = (operand: unknown) => (typeof operand === 'string' ? normalise(operand) : operand);
  return new Slot((said) => {
    const stated = value.of(said);
    return Array.isArray(stated) ? stated.map(toStored) : toStored(stated);
  });
}
