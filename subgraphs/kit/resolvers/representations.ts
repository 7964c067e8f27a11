import { type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isUnionType } from 'graphql';
import { badUserInput, PortcullisError } from '../../../schema/errors.js';

/** Most representations of one call: each is a record to find, and a hundred thousand take a source seconds. */
export const MAX_REPRESENTATIONS = 10_000;

/**
 * Makes `_entities` refuse too many representations, or one of a type that is no entity here, before it loads any. Why:
 * Apollo's resolver throws midway; nobody then awaits the loads it began, and one that fails ends the process.
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
