import { type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

/**
 * Lets `_entities` refuse a representation of an unknown type before it begins to load the others. Why: it throws in
 * the midst of them, nobody awaits the loads that it began, and one that fails then ends the process.
 */
export function refuseUnknownEntities(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (!field || !resolve) return;
  const refuseFirst: GraphQLFieldResolver<unknown, unknown, { representations: readonly unknown[] }> = (
    source,
    args,
    context,
    info,
  ) => {
    const unknown = args.representations.filter((each) => !isKnown(info.schema, each)).slice(0, 1);
    return resolve(source, unknown.length > 0 ? { ...args, representations: unknown } : args, context, info);
  };
  field.resolve = refuseFirst;
}

function isKnown(schema: GraphQLSchema, representation: unknown): boolean {
  const name = (representation as { readonly __typename?: unknown } | null)?.__typename;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  return isObjectType(type) || isInterfaceType(type);
}
