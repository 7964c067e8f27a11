import { type DefinitionNode, type DocumentNode, Kind } from 'graphql';
import { scalars } from '../../../schema/scalars.js';
import { parseSourceSdl, readSourceSdl } from '../../../schema/sourceSdl.js';
import type { ResolverMap, SubgraphModule } from '../module.js';

/**
 * The SDL of a source, parsed.
 *
 * @throws GraphQLError where it does not parse
 */
export function sourceDocument({ name, sdl }: Pick<SubgraphModule<string>, 'name' | 'sdl'>): DocumentNode {
  return sdl === undefined ? readSourceSdl(name) : parseSourceSdl(sdl);
}

/**
 * The same document with each type defined. Federation 1 names an entity of another source by `extend type User` alone,
 * and graphql-js drops an extension of an undefined type.
 */
export function withoutExtensions(document: DocumentNode): DocumentNode {
  const defined = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  const definitions = document.definitions.map((definition): DefinitionNode => {
    if (definition.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(definition.name.value)) return definition;
    defined.add(definition.name.value);
    return { ...definition, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
  return { ...document, definitions };
}

/** Resolvers of the scalars of ours that a source has. */
export function scalarsOf(document: DocumentNode): ResolverMap {
  const named = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  return Object.fromEntries(Object.entries(scalars as ResolverMap).filter(([name]) => named.has(name)));
}
