import { setImmediate as nextTurn } from 'node:timers/promises';
import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType, printSchema, printType } from 'graphql';

/** Types printed in one turn of the event loop. */
const TYPES_A_TURN = 40;

const printed = new WeakMap<GraphQLSchema, string>();

/** What graphql-js's `printSchema` gives, once for each schema; a few types in each turn: all at once take 50 ms and more. */
export async function printByTurns(schema: GraphQLSchema): Promise<string> {
  const known = printed.get(schema);
  if (known !== undefined) return known;
  const parts = [printSchema(Object.create(schema, { getTypeMap: { value: () => ({}) } }) as GraphQLSchema)];
  const types = Object.values(schema.getTypeMap());
  for (const [index, type] of types.entries()) {
    if (index % TYPES_A_TURN === 0) await nextTurn();
    if (!isSpecifiedScalarType(type) && !isIntrospectionType(type)) parts.push(printType(type));
  }
  const sdl = parts.filter((part) => part !== '').join('\n\n');
  printed.set(schema, sdl);
  return sdl;
}
