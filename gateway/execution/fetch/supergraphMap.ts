import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

/** What the executor has to know of a supergraph: its sources, and which type is of which kind. */
export interface SupergraphMap {
  /** URL of each source, by its name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Sources that resolve references to a type. */
  resolversOf(type: string): readonly string[];
  /** True where an object of type `type` is one of `condition`; inaccessible types are known, too. */
  isA(type: string, condition: string): boolean;
}

/** Reads the map off a supergraph's SDL. */
export function readSupergraphMap(document: DocumentNode): SupergraphMap {
  const sources = new Map<string, string>();
  const graphs = new Map<string, string>();
  const resolvers = new Map<string, Set<string>>();
  const kinds = new Map<string, Set<string>>();
  const add = (type: string, kind: string): void => void kinds.set(type, (kinds.get(type) ?? new Set()).add(kind));
  for (const definition of document.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph') {
      for (const value of definition.values ?? []) {
        const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
        const text = (argument: string): string => {
          const stated = graph?.arguments?.find(({ name }) => name.value === argument)?.value;
          return stated?.kind === Kind.STRING ? stated.value : '';
        };
        sources.set(text('name'), text('url'));
        graphs.set(value.name.value, text('name'));
      }
    } else if (isComposed(definition)) {
      for (const { name } of definition.interfaces ?? []) add(definition.name.value, name.value);
      resolvers.set(definition.name.value, resolvingGraphs(definition));
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(name.value, definition.name.value);
    }
  }
  return {
    sources,
    resolversOf: (type) => [...(resolvers.get(type) ?? [])].flatMap((graph) => graphs.get(graph) ?? []).sort(),
    isA: (type, condition) => type === condition || kinds.get(type)?.has(condition) === true,
  };
}

/** Names of `join__Graph` under which a type has a key that is resolved there. */
function resolvingGraphs({ directives }: Pick<ObjectTypeDefinitionNode, 'directives'>): Set<string> {
  const graphs = new Set<string>();
  for (const { name, arguments: stated = [] } of directives ?? []) {
    const value = (argument: string) => stated.find(({ name: own }) => own.value === argument)?.value;
    const graph = value('graph');
    const resolvable = value('resolvable');
    if (name.value !== 'join__type' || graph?.kind !== Kind.ENUM || !value('key')) continue;
    if (resolvable?.kind !== Kind.BOOLEAN || resolvable.value) graphs.add(graph.value);
  }
  return graphs;
}

function isComposed(definition: { readonly kind: Kind }): definition is Pick<
  ObjectTypeDefinitionNode,
  'name' | 'directives'
> & {
  readonly kind: Kind.OBJECT_TYPE_DEFINITION;
  readonly interfaces?: ObjectTypeDefinitionNode['interfaces'];
} {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
