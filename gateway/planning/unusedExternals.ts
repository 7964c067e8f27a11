import { type ConstDirectiveNode, type FieldDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import {
  type Composite,
  fieldOf,
  implementing,
  namedTypeOf,
  parseFieldSet,
  states,
  textArgument,
} from '../../schema/federation/join.js';

/**
 * Takes the external mentions of some fields out of the graphs that no longer use them in a key, a `@requires`, a
 * `@provides` or an interface: the planner refuses a supergraph with an external field that nothing uses.
 *
 * @param fields names of the fields to look at
 */
export function withoutUnusedExternals(
  types: ReadonlyMap<string, Composite>,
  fields: ReadonlySet<string>,
): ReadonlyMap<string, Composite> {
  const used = usesOf(types);
  const kept = new Map<string, Composite>();
  for (const [name, type] of types) kept.set(name, { ...type, fields: (type.fields ?? []).map((f) => keep(type, f)) });
  return kept;

  function keep(type: Composite, field: FieldDefinitionNode): FieldDefinitionNode {
    if (!fields.has(field.name.value)) return field;
    return { ...field, directives: (field.directives ?? []).filter((join) => isKept(type, field.name.value, join)) };
  }

  function isKept(type: Composite, field: string, join: ConstDirectiveNode): boolean {
    if (join.name.value !== 'join__field' || !states(join, 'external', true)) return true;
    const graph = textArgument(join, 'graph') ?? '';
    return used.has(useOf(graph, type.name.value, field));
  }
}

function useOf(graph: string, type: string, field: string): string {
  return `${graph} ${type}.${field}`;
}

/** Every field that a graph names in a field set. */
function usesOf(types: ReadonlyMap<string, Composite>): Set<string> {
  const used = new Set<string>();
  for (const [name, type] of types) {
    for (const join of type.directives ?? []) use(join, 'key', name);
    for (const field of type.fields ?? []) {
      for (const join of field.directives ?? []) {
        use(join, 'requires', name);
        use(join, 'provides', namedTypeOf(field));
      }
    }
  }
  return used;

  function use(join: ConstDirectiveNode, argument: 'key' | 'requires' | 'provides', type: string): void {
    if (join.name.value !== 'join__type' && join.name.value !== 'join__field') return;
    const text = textArgument(join, argument);
    if (text !== undefined) walk(parseFieldSet(text), type, textArgument(join, 'graph') ?? '');
  }

  function walk(set: SelectionSetNode, type: string, graph: string): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? type, graph);
      } else if (selection.kind === Kind.FIELD) {
        const { name, selectionSet } = selection;
        for (const carrier of [type, ...implementing(types, type)]) used.add(useOf(graph, carrier, name.value));
        const definition = fieldOf(types.get(type), name.value);
        if (selectionSet && definition) walk(selectionSet, namedTypeOf(definition), graph);
      }
    }
  }
}
