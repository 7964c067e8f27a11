import { type DirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import {
  type Composite,
  compositesOf,
  fieldOf,
  implementing,
  namedTypeOf,
  parseFieldSet,
  sourceNames,
  states,
  textArgument,
} from './join.js';

/** Every coordinate of a supergraph, in document order, with the sources that may provide or accept its value. */
export type FederatedCoordinates = ReadonlyMap<string, readonly string[]>;

type Graphs = ReadonlySet<string>;

/**
 * Reads the coordinates of a supergraph and their sources from its `join__` directives: `Type.field`, `Type.field(argument:)`,
 * `Input.field`, `Enum.VALUE`, including inaccessible ones. The sources of a field include those that may give it by
 * `@provides`, and both sides of an `@override`.
 */
export function federatedCoordinates(supergraph: DocumentNode): FederatedCoordinates {
  const types = compositesOf(supergraph);
  const names = sourceNames(supergraph);
  const provided = providedFields(types);
  const found = new Map<string, readonly string[]>();
  const put = (coordinate: string, graphs: Graphs): void =>
    void found.set(coordinate, [...graphs].map((graph) => names.get(graph) ?? graph).sort());
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const type = definition.name.value;
    const owners = graphsOf(definition.directives, 'join__type');
    if (owners.size === 0) continue;
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
      for (const { name, directives } of definition.values ?? [])
        put(`${type}.${name.value}`, orAll(graphsOf(directives, 'join__enumValue'), owners));
    else if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      for (const { name, directives } of definition.fields ?? [])
        put(`${type}.${name.value}`, orAll(graphsOf(directives, 'join__field'), owners));
    else if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const field of definition.fields ?? []) putField(definition, field);
  }
  return found;

  function putField(type: Composite, field: FieldDefinitionNode): void {
    const coordinate = `${type.name.value}.${field.name.value}`;
    const graphs = givers(type, field);
    for (const graph of provided.get(coordinate) ?? []) graphs.add(graph);
    put(coordinate, graphs);
    for (const { name } of field.arguments ?? []) put(`${coordinate}(${name.value}:)`, graphs);
  }

  function givers(type: Composite, field: FieldDefinitionNode): Set<string> {
    const joins = (field.directives ?? []).filter(({ name }) => name.value === 'join__field');
    if (joins.length === 0) return new Set(graphsOf(type.directives, 'join__type'));
    const own = joins.flatMap((join) => (states(join, 'external', true) ? [] : (textArgument(join, 'graph') ?? [])));
    // A field that a type has only by an interface object names no graph of its own.
    const lent = joins.some((join) => textArgument(join, 'graph') === undefined) ? (type.interfaces ?? []) : [];
    return new Set([
      ...own,
      ...lent.flatMap(({ name }) => {
        const above = types.get(name.value);
        const inherited = fieldOf(above, field.name.value);
        return above && inherited ? [...givers(above, inherited)] : [];
      }),
    ]);
  }
}

/** Fields that a source gives by `@provides`, on paths from another of its fields. */
function providedFields(types: ReadonlyMap<string, Composite>): ReadonlyMap<string, Graphs> {
  const provided = new Map<string, Set<string>>();
  for (const type of types.values())
    for (const field of type.fields ?? [])
      for (const join of field.directives ?? []) {
        const [graph, text] = [textArgument(join, 'graph'), textArgument(join, 'provides')];
        if (join.name.value !== 'join__field' || graph === undefined || text === undefined) continue;
        for (const coordinate of selectedFields(types, namedTypeOf(field), parseFieldSet(text)))
          provided.set(coordinate, (provided.get(coordinate) ?? new Set<string>()).add(graph));
      }
  return provided;
}

/** The coordinates that a field set selects from a type; for an interface also those of all its implementations. */
export function selectedFields(
  types: ReadonlyMap<string, Composite>,
  typeName: string,
  { selections }: SelectionSetNode,
): readonly string[] {
  const type = types.get(typeName);
  return selections.flatMap((selection): readonly string[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return selectedFields(types, selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
    const name = selection.name.value;
    const field = fieldOf(type, name);
    if (!field) return [];
    const own = [typeName, ...implementing(types, typeName)].map((each) => `${each}.${name}`);
    const below = selection.selectionSet ? selectedFields(types, namedTypeOf(field), selection.selectionSet) : [];
    return [...own, ...below];
  });
}

function graphsOf(directives: readonly DirectiveNode[] | undefined, name: string): Graphs {
  const joins = (directives ?? []).filter((directive) => directive.name.value === name);
  return new Set(joins.flatMap((join) => textArgument(join as Parameters<typeof textArgument>[0], 'graph') ?? []));
}

function orAll(own: Graphs, all: Graphs): Graphs {
  return own.size > 0 ? own : all;
}
