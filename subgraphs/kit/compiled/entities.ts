import { type GraphQLObjectType, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';
import { PortcullisError } from '../../../schema/errors.js';
import { MAX_REPRESENTATIONS } from '../resolvers/representations.js';
import { isSession } from '../session/session.js';
import { awaited, completed, isPromise } from './complete.js';
import type { Execution } from './execution.js';
import { type EntityPlan, type FieldPlan, Info, type ReferenceResolver } from './field.js';
import { type Holder, Place } from './place.js';

interface Representation {
  readonly __typename: string;
}

/** Whether every representation is an object of a known type; all others go to graphql-js. */
export function areKnownEntities(representations: unknown, { referenceOf }: EntityPlan): boolean {
  if (!Array.isArray(representations) || representations.length > MAX_REPRESENTATIONS) return false;
  return representations.every((each: unknown) => {
    const name = (each as { readonly __typename?: unknown } | null)?.__typename;
    return typeof each === 'object' && typeof name === 'string' && referenceOf.has(name);
  });
}

/** `_entities`: all references are resolved before the first is answered, so that a loader sees them as one batch. */
export function entities(execution: Execution, field: FieldPlan, place: Place): unknown {
  if (field.rule.asks === 'session' && !isSession(execution.context.session)) {
    return execution.fail(place, new PortcullisError('SOURCE_ASSERTION_INVALID'), field.nodes);
  }
  if (field.strategy.by !== 'entities') throw new Error(`${field.name} is not _entities`);
  const { referenceOf, answerOf } = field.strategy.plan;
  const representations = (execution.args[field.args]?.representations ?? []) as readonly Representation[];
  let found: readonly unknown[];
  try {
    const info = new Info(field.info, execution, place);
    found = representations.map((representation) => {
      const resolve = referenceOf.get(representation.__typename);
      return resolve ? resolve(representation, execution.context, info) : representation;
    });
  } catch (error) {
    return execution.fail(place, error, field.nodes);
  }
  const list: unknown[] = [];
  representations.forEach(({ __typename: typeName }, index) => {
    const at = new Place(place, index, undefined, true, list as unknown as Holder);
    const answer = answerOf.get(typeName);
    const complete = (_execution: Execution, value: unknown) =>
      answer?.(execution, withTypeName(value, typeName), at) ?? null;
    const value = found[index];
    list[index] = isPromise(value)
      ? awaited(execution, field, complete, value, at)
      : completed(execution, field, complete, value, at);
  });
  return list;
}

/** As `@apollo/subgraph` does: an object that states another type is copied, and loses its verdict. */
function withTypeName(value: unknown, typeName: string): object {
  if (typeof value !== 'object' || value === null) throw new Error('an entity is not an object');
  const stated = '__typename' in value ? value.__typename : typeName;
  return stated === typeName ? value : { ...value, __typename: typeName };
}

/** Reference resolvers of the types of `_Entity`, by name; null where a type has none. */
export function referenceResolvers(schema: GraphQLSchema): EntityPlan['referenceOf'] {
  const union = schema.getType('_Entity');
  const types: readonly GraphQLObjectType[] = isUnionType(union) ? union.getTypes() : [];
  return new Map(types.filter(isObjectType).map((type) => [type.name, referenceResolver(type)]));
}

function referenceResolver(type: GraphQLObjectType): ReferenceResolver | null {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ReferenceResolver } } };
  return apollo?.subgraph?.resolveReference ?? null;
}
