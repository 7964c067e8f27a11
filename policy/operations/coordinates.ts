import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { type Access, type AccessMap, guardsOf } from '../../schema/access.js';
import type { Bound, Bounds } from '../bounds.js';
import { rank } from '../types.js';

const unlabelled: Bound = {
  floor: 'NONE',
  ceiling: 'NONE',
  cls: 'NEVER',
  reason: 'CATEGORY',
  rule: 'category.missing',
};

/** A label and what the viewer gets of it at best: by the category that gives least. Without a label, NEVER. */
export interface Guarded {
  readonly access: Access | undefined;
  readonly category: string;
  readonly bound: Bound;
}

/** What guards a coordinate, e.g. `Person.name` or `Query.person(identification:)`. */
export function guardOf(access: AccessMap, bounds: Bounds, coordinate: string): Guarded {
  const label = access.of(coordinate);
  if (!label) return { access: undefined, category: 'unknown', bound: unlabelled };
  let least = { access: label, category: label.category, bound: bounds(label.category, label.sources) };
  if (label.also.length === 0) return least;
  for (const category of guardsOf(label)) {
    const bound = bounds(category, label.sources);
    if (rank[bound.ceiling] < rank[least.bound.ceiling]) least = { access: label, category, bound };
  }
  return least;
}

/** A type that has fields. */
export type FieldedType = GraphQLObjectType | GraphQLInterfaceType;

/** The types that may stand where a type is stated: objects, or an interface that none implements (`@interfaceObject`). */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): readonly FieldedType[] {
  if (isObjectType(type)) return [type];
  const possible = schema.getPossibleTypes(type);
  return possible.length === 0 && isInterfaceType(type) ? [type] : possible;
}

/** Whether a type is a record: it has a public `id`, and a key that only its owner answers, for a visible row. */
export function isRecord(access: AccessMap, type: FieldedType): boolean {
  return 'id' in type.getFields() && access.of(`${type.name}.visibleRef`) !== undefined;
}
