import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

/** What the executor has to know of a supergraph: its sources, and which type is of which kind. */
export interface SupergraphMap {
  /** URL of each source, by its name. */
  readonly sources: ReadonlyMap<string, string>;
  /** True where an object of type `type` is one of `condition`; inaccessible types are known, too. */
  isA(type: string, condition: string): boolean;
}

/** Reads the map off a supergraph's SDL. */
export function readSupergraphMap(document: DocumentNode): SupergraphMap {
  const sources = new Map<string, string>();
  const kinds = new Map<string, Set<string>>();
  const add = (type: string, kind: string): void => void kinds.set(type, (kinds.get(type) ?? new Set()).add(kind));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      for (const { directives } of definition.values ?? []) {
        const graph = directives?.find(({ name }) => name.value === 'join__graph');
        const text = (argument: string): string => {
          const value = graph?.arguments?.find(({ name }) => name.value === argument)?.value;
          return value?.kind === Kind.STRING ? value.value : '';
        };
        sources.set(text('name'), text('url'));
      }
    } else if (isComposed(definition)) {
      for (const { name } of definition.interfaces ?? []) add(definition.name.value, name.value);
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(name.value, definition.name.value);
    }
  }
  return { sources, isA: (type, condition) => type === condition || kinds.get(type)?.has(condition) === true };
}

function isComposed(definition: { readonly kind: Kind }): definition is Pick<ObjectTypeDefinitionNode, 'name'> & {
  readonly kind: Kind.OBJECT_TYPE_DEFINITION;
  readonly interfaces?: ObjectTypeDefinitionNode['interfaces'];
} {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
