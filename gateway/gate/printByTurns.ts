import { setImmediate as nextTurn } from 'node:timers/promises';
import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType, printSchema } from 'graphql';
import type { Costs } from '../../schema/federation/costs.js';
import { costPrinter } from './printCosts.js';

/** Types printed in one turn of the event loop. */
const TYPES_A_TURN = 40;

const printed = new WeakMap<GraphQLSchema, string>();

/**
 * What graphql-js's `printSchema` gives, with what is said of costs, once for each schema; a few types in each turn: all at once
 * take 50 ms and more.
 *
 * @param costs of the schema, or of the whole of which it is a view: always the same for one schema
 */
export async function printByTurns(schema: GraphQLSchema, costs: Costs): Promise<string> {
  const known = printed.get(schema);
  if (known !== undefined) return known;
  const { definitions = '', print } = costPrinter(schema, costs);
  const head = printSchema(Object.create(schema, { getTypeMap: { value: () => ({}) } }) as GraphQLSchema);
  const parts = [head, definitions];
  const types = Object.values(schema.getTypeMap());
  for (const [index, type] of types.entries()) {
    if (index % TYPES_A_TURN === 0) await nextTurn();
    if (!isSpecifiedScalarType(type) && !isIntrospectionType(type)) parts.push(print(type));
  }
  const sdl = parts.filter((part) => part !== '').join('\n\n');
  printed.set(schema, sdl);
  return sdl;
}
