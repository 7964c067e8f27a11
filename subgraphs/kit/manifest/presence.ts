import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type { Shapes, TypeShape } from '../shape.js';
import { verdictOf } from '../wall/verdict.js';

/** What an object leads to, and reveals by being there: the row of an edge. Never in an answer. */
export const leadsTo: unique symbol = Symbol('leadsTo');

/**
 * Notes that an answer reveals that an object is there: the record or link that it is, or the row that it leads to. Notes
 * nothing for an object without a record, such as a page.
 */
export function notePresence(object: object): void {
  const row = (object as { readonly [leadsTo]?: object })[leadsTo];
  const verdict = verdictOf(row ?? object);
  if (verdict?.record) verdict.report?.notePresence(verdict.record);
}

/** How the presence of objects of a type reveals a record: by themselves, by the row they lead to, or not at all. */
export function tellsBy(shape: TypeShape | undefined): 'itself' | 'row' | null {
  if (!shape) return null;
  // Invariant: an object without an id that shows only what is public has no record of its own.
  if (shape.fields.has('id') || [...shape.fields.values()].some(({ category }) => category !== 'public'))
    return 'itself';
  return shape.fields.has('cursor') && shape.fields.has('node') ? 'row' : null;
}

/**
 * Has graphql-js note each object that it answers. Why by `isTypeOf`: it calls nothing else for an object of which an
 * operation asks only `__typename`. Compiled execution notes it in its own code.
 */
export function notePresenceIn(schema: GraphQLSchema, shapes: Shapes): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type) || tellsBy(shapes.get(type.name)) === null) continue;
    type.isTypeOf = (value: unknown) => {
      if (typeof value === 'object' && value !== null) notePresence(value);
      return true;
    };
  }
}
