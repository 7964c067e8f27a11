import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';
import { mapFields } from '../../policy/operations/eachField.js';
import {
  type Composite,
  compositesOf,
  fieldOf,
  implementing,
  namedTypeOf,
  parseFieldSet,
  printFieldSet,
  sourceNames,
  textArgument,
  withComposites,
} from '../../schema/federation/join.js';

/** A field with the arguments that some `@requires` gives it. */
export interface ArgumentedField {
  /** The field's own name, e.g. `price`. */
  readonly field: string;
  /** What the `@requires` states, e.g. `currency: "USD"`. */
  readonly arguments: readonly ArgumentNode[];
}

/** What a field requires of its entity. */
export interface Requirement {
  readonly source: string;
  readonly type: string;
  readonly field: string;
  /** The field set, in the names of the planner's supergraph. */
  readonly needs: SelectionSetNode;
}

/** The fields that some `@requires` states with arguments. */
export interface ArgumentedFields {
  /** By the name in the planner's supergraph, e.g. `price__required_1`. */
  readonly named: ReadonlyMap<string, ArgumentedField>;
  /** Every `@requires` of the supergraph. */
  readonly requirements: readonly Requirement[];
}

/**
 * Gives every field that a `@requires` states with arguments a name of its own in the supergraph.
 *
 * The planner knows required values by response name alone: `@requires(fields: "price(currency: "USD")")` and the client's
 * `price(currency: "EUR")` would be one value, and the one asked last would win. As fields of their own they are two;
 * `restoreArguments` turns them back in the plan.
 *
 * @param supergraph not changed
 */
export function separateArguments(supergraph: DocumentNode): { document: DocumentNode } & ArgumentedFields {
  const types = compositesOf(supergraph);
  const sources = sourceNames(supergraph);
  const taken = new Set([...types.values()].flatMap((type) => (type.fields ?? []).map(({ name }) => name.value)));
  const names = new Map<string, string>();
  const named = new Map<string, ArgumentedField>();
  const requirements: Requirement[] = [];
  const added = new Map<string, Set<string>>();

  const rewritten = new Map<string, Composite>();
  for (const [name, type] of types) {
    rewritten.set(name, { ...type, fields: (type.fields ?? []).map((field) => rewriteField(name, field)) });
  }
  if (named.size === 0) return { document: supergraph, named, requirements };
  for (const [name, synthetic] of added) {
    const type = rewritten.get(name) as Composite;
    rewritten.set(name, {
      ...type,
      fields: [...(type.fields ?? []), ...[...synthetic].flatMap((own) => copyOf(type, own))],
    });
  }
  return { document: withComposites(supergraph, rewritten), named, requirements };

  function rewriteField(type: string, field: FieldDefinitionNode): FieldDefinitionNode {
    return { ...field, directives: (field.directives ?? []).map((join) => rewriteJoin(type, field, join)) };
  }

  function rewriteJoin(type: string, field: FieldDefinitionNode, join: ConstDirectiveNode): ConstDirectiveNode {
    const requires = join.name.value === 'join__field' ? textArgument(join, 'requires') : undefined;
    if (requires === undefined) return join;
    const stated = parseFieldSet(requires);
    const needs = rewriteSet(stated, type);
    const graph = textArgument(join, 'graph') ?? '';
    requirements.push({ source: sources.get(graph) ?? graph, type, field: field.name.value, needs });
    const value = { kind: Kind.STRING, value: printFieldSet(needs) } as const;
    if (value.value === printFieldSet(stated)) return join;
    return {
      ...join,
      arguments: (join.arguments ?? []).map((argument) =>
        argument.name.value === 'requires' ? { ...argument, value } : argument,
      ),
    };
  }

  function rewriteSet(set: SelectionSetNode, type: string): SelectionSetNode {
    return mapFields(set, type, (field, on) => {
      const definition = fieldOf(types.get(on), field.name.value);
      if (!definition) return [field];
      const selectionSet = field.selectionSet && rewriteSet(field.selectionSet, namedTypeOf(definition));
      const inside = selectionSet ? { ...field, selectionSet } : field;
      if (!field.arguments?.length) return [inside];
      const name = nameOf(field);
      // The planner refuses an interface with a field that its types lack.
      for (const carrier of [on, ...implementing(types, on)])
        added.set(carrier, (added.get(carrier) ?? new Set()).add(name));
      return [{ ...inside, name: { kind: Kind.NAME, value: name }, arguments: [] }];
    });
  }

  function nameOf(field: FieldNode): string {
    const stated = field.arguments ?? [];
    const key = `${field.name.value}(${stated.map(print).sort().join(', ')})`;
    const known = names.get(key);
    if (known) return known;
    let name = `${field.name.value}__required_${names.size + 1}`;
    while (taken.has(name)) name = `${name}_`;
    names.set(key, name);
    named.set(name, { field: field.name.value, arguments: stated });
    return name;
  }

  function copyOf(type: Composite, name: string): FieldDefinitionNode[] {
    const field = fieldOf(type, named.get(name)?.field ?? '');
    if (!field) return [];
    const { description: _, ...rest } = field;
    return [{ ...rest, name: { kind: Kind.NAME, value: name }, arguments: [] }];
  }
}
