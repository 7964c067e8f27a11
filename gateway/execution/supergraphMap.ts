import { type DocumentNode, Kind } from 'graphql';
import { compositesOf, graphsOf, states, textArgument } from '../../schema/federation/join.js';

/** What the executor needs of a supergraph: its sources and its type hierarchy. */
export interface SupergraphMap {
  /** URLs of the sources, by name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Sources that resolve references to a type. */
  resolversOf(type: string): readonly string[];
  /** Whether an object of `type` satisfies a type condition; inaccessible types are known as well. */
  isA(type: string, condition: string): boolean;
}

/** Reads the map off a supergraph's SDL. */
export function readSupergraphMap(document: DocumentNode): SupergraphMap {
  const graphs = graphsOf(document);
  const composites = compositesOf(document);
  const kinds = new Map<string, Set<string>>();
  const add = (type: string, kind: string): void => void kinds.set(type, (kinds.get(type) ?? new Set()).add(kind));
  for (const [type, { interfaces = [] }] of composites) for (const { name } of interfaces) add(type, name.value);
  for (const definition of document.definitions)
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of definition.types ?? []) add(name.value, definition.name.value);
  return {
    sources: new Map([...graphs.values()].map(({ name, url }) => [name, url])),
    resolversOf: (type) => {
      const resolving = (composites.get(type)?.directives ?? []).filter(
        (join) =>
          join.name.value === 'join__type' &&
          textArgument(join, 'key') !== undefined &&
          !states(join, 'resolvable', false),
      );
      const names = resolving.flatMap((join) => graphs.get(textArgument(join, 'graph') ?? '')?.name ?? []);
      return [...new Set(names)].sort();
    },
    isA: (type, condition) => type === condition || kinds.get(type)?.has(condition) === true,
  };
}
