import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { type Access, type AccessMap, type AccessUse, guardsOf } from '../../schema/access.js';
import { type Bound, type Bounds, nothing } from '../bounds.js';
import { rank } from '../types.js';

/** A label, and the bound of the strictest of its categories. Without a label the ceiling is NONE. */
export interface Guarded {
  readonly access: Access | undefined;
  readonly category: string;
  readonly bound: Bound;
}

/** What guards a coordinate, e.g. `Person.name` or `Query.person(identification:)`. */
export function guardOf(access: AccessMap, bounds: Bounds, coordinate: string): Guarded {
  const label = access.of(coordinate);
  if (!label) return { access: undefined, category: 'unknown', bound: nothing('CATEGORY', 'category.missing') };
  let least = { access: label, category: label.category, bound: bounds(label.category, label.sources) };
  if (label.also.length === 0) return least;
  for (const category of guardsOf(label)) {
    const bound = bounds(category, label.sources);
    if (rank[bound.ceiling] < rank[least.bound.ceiling]) least = { access: label, category, bound };
  }
  return least;
}

/** Whether a bound permits an input: a look-up by identity needs a ceiling of HIT, every other use one of FULL. */
export function permitsUse({ ceiling }: Bound, use: AccessUse | undefined): boolean {
  return rank[ceiling] >= (use === 'LOOKUP' ? rank.HIT : rank.FULL);
}

/** A type that has fields. */
export type FieldedType = GraphQLObjectType | GraphQLInterfaceType;

/** The concrete types of a stated type: objects, or an interface that no object implements (`@interfaceObject`). */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): readonly FieldedType[] {
  if (isObjectType(type)) return [type];
  const possible = schema.getPossibleTypes(type);
  return possible.length === 0 && isInterfaceType(type) ? [type] : possible;
}

/** Whether a type is a record: it has a public `id`, and a key that only its owner resolves, and only for a visible row. */
export function isRecord(access: AccessMap, type: FieldedType): boolean {
  return 'id' in type.getFields() && access.of(`${type.name}.visibleRef`) !== undefined;
}
