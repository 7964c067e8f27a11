import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type { Shapes, TypeShape } from '../shape.js';
import { verdictOf } from '../wall/verdict.js';

/** What an object leads to, and tells of by being there: the row of an edge. Never in an answer. */
export const leadsTo: unique symbol = Symbol('leadsTo');

/**
 * Notes that an answer tells that an object is there: the record or link that it is, or the row that it leads to. Of an object
 * without a record, as a page, nothing is noted.
 */
export function notePresence(object: object): void {
  const row = (object as { readonly [leadsTo]?: object })[leadsTo];
  const verdict = verdictOf(row ?? object);
  if (verdict?.record) verdict.report?.notePresence(verdict.record);
}

/** How the being there of objects of a type tells of a record: by themselves, by what they lead to, or not at all. */
export function tellsBy(shape: TypeShape | undefined): 'itself' | 'row' | null {
  if (!shape) return null;
  // Invariant: behind an object that has no id and shows nothing but what is public no record stands, or it stands in one.
  if (shape.fields.has('id') || [...shape.fields.values()].some(({ category }) => category !== 'public'))
    return 'itself';
  return shape.fields.has('cursor') && shape.fields.has('node') ? 'row' : null;
}

/**
 * Has graphql-js note each object that it answers. Why by `isTypeOf`: nothing else is told of an object of which an operation
 * asks `__typename` alone. Compiled execution notes it in its own code.
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
