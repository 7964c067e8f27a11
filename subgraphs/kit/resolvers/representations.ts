import { type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isUnionType } from 'graphql';
import { badUserInput, PortcullisError } from '../../../schema/errors.js';

/** Representations of one call at most: each is a record to find, and a hundred thousand of them take a source seconds. */
export const MAX_REPRESENTATIONS = 10_000;

/**
 * Lets `_entities` refuse too many representations, or one of a type that is no entity here, before it begins to load
 * any. Why: Apollo's throws in the midst of them, nobody awaits the loads that it began, and one that fails then ends the
 * process.
 */
export function refuseRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (!field || !resolve) return;
  const refuseFirst: GraphQLFieldResolver<unknown, unknown, { representations: readonly unknown[] }> = (
    source,
    args,
    context,
    info,
  ) => {
    assertRepresentations(info.schema, args.representations);
    return resolve(source, args, context, info);
  };
  field.resolve = refuseFirst;
}

/** @throws PortcullisError OPERATION_TOO_LARGE, BAD_USER_INPUT; neither repeats what was sent */
function assertRepresentations(schema: GraphQLSchema, representations: readonly unknown[]): void {
  const at = 'Query._entities(representations:)';
  if (representations.length > MAX_REPRESENTATIONS) {
    throw new PortcullisError('OPERATION_TOO_LARGE', {
      message: `There are ${representations.length} representations; the limit is ${MAX_REPRESENTATIONS}.`,
      at,
      facts: { limit: MAX_REPRESENTATIONS },
    });
  }
  const entity = schema.getType('_Entity');
  const known = new Set(isUnionType(entity) ? entity.getTypes().map(({ name }) => name) : []);
  const isKnown = (each: unknown): boolean => {
    const name = String((each as { readonly __typename?: unknown } | null)?.__typename);
    return known.has(name) || isInterfaceType(schema.getType(name));
  };
  if (representations.every(isKnown)) return;
  throw badUserInput('A representation names no entity of this source.', { at });
}
