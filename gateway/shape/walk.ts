import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type PrunedField, reservedAlias } from '../../policy/operation.js';
import type { CheckedDocument } from '../exchange.js';

export interface WalkInput {
  readonly checked: CheckedDocument;
  readonly schema: GraphQLSchema;
  /** The executor's answer to the pruned document. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Answers to `__schema` and `__type`, by response name. */
  readonly introspection: Readonly<Record<string, unknown>>;
  readonly pruned: readonly PrunedField[];
}

export interface WalkOutput {
  readonly data: Record<string, unknown> | null;
  /** How often the walk put null for each pruned field. */
  readonly pruned: ReadonlyMap<PrunedField, number>;
  /** How many objects stand at each path pattern of the final answer; the root is the empty path. */
  readonly parents: ReadonlyMap<string, number>;
}

/** Walks the client's document over the data. Invariant: no value is invented, and none is shown that was not asked. */
export function shapeData(input: WalkInput): WalkOutput {
  const { checked, schema, introspection } = input;
  const prunedAt = new Map<string, PrunedField[]>();
  for (const field of input.pruned) prunedAt.set(field.path, [...(prunedAt.get(field.path) ?? []), field]);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of checked.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(checked.operation.operation);
  const pruned = new Map<PrunedField, number>();
  const parents = new Map<string, number>();
  const collected = new Map<string, Map<string, FieldNode[]>>();
  if (!input.data || !root) return { data: null, pruned, parents };
  return { data: object(input.data, root, [checked.operation.selectionSet], ''), pruned, parents };

  function object(
    source: Readonly<Record<string, unknown>>,
    type: GraphQLObjectType | GraphQLInterfaceType,
    sets: readonly SelectionSetNode[],
    path: string,
  ): Record<string, unknown> {
    bump(parents, path);
    // Why no prototype: an alias may be called `__proto__`.
    const shaped: Record<string, unknown> = Object.create(null);
    for (const [name, nodes] of fieldsOf(type, sets, path)) {
      const [node] = nodes as [FieldNode];
      const at = path === '' ? name : `${path}.${name}`;
      if (path === '' && Object.hasOwn(introspection, name)) shaped[name] = introspection[name];
      else if (node.name.value === '__typename') shaped[name] = type.name;
      else if (Object.hasOwn(source, name)) {
        const field = type.getFields()[node.name.value];
        shaped[name] = field ? value(source[name], field.type, nodes, at) : null;
      } else {
        const field = prunedAt.get(at)?.find(({ types }) => types.includes(type.name));
        if (field) bump(pruned, field);
        shaped[name] = null;
      }
    }
    return shaped;
  }

  function value(source: unknown, type: GraphQLOutputType, nodes: readonly FieldNode[], path: string): unknown {
    if (source === null || source === undefined) return null;
    if (isNonNullType(type)) return value(source, type.ofType, nodes, path);
    if (isListType(type)) {
      if (!Array.isArray(source)) return null;
      return source.map((item) => value(item, type.ofType, nodes, `${path}.*`));
    }
    if (!isCompositeType(type)) return source;
    const record = source as Readonly<Record<string, unknown>>;
    const runtime = isObjectType(type) || isBare(type) ? type : schema.getType(typeNameIn(record, nodes));
    if (!isObjectType(runtime) && !isBare(runtime)) return null;
    return object(
      record,
      runtime,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      path,
    );
  }

  /** The fields of a selection for one type, in document order. The same for every object at a path, so kept. */
  function fieldsOf(
    type: GraphQLObjectType | GraphQLInterfaceType,
    sets: readonly SelectionSetNode[],
    path: string,
  ): Map<string, FieldNode[]> {
    const key = `${type.name} ${path}`;
    const known = collected.get(key);
    if (known) return known;
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const set of sets) collect(set);
    collected.set(key, fields);
    return fields;

    function collect(set: SelectionSetNode): void {
      for (const selection of set.selections) {
        if (!isIncluded(selection, checked.variables)) continue;
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          const nodes = fields.get(name);
          if (nodes) nodes.push(selection);
          else fields.set(name, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (applies(selection.typeCondition?.name.value, type)) collect(selection.selectionSet);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment && applies(fragment.typeCondition.name.value, type)) collect(fragment.selectionSet);
        }
      }
    }
  }

  /** An interface that no type implements: what stands behind it is known by its fields alone. */
  function isBare(type: unknown): type is GraphQLInterfaceType {
    return isInterfaceType(type) && schema.getPossibleTypes(type).length === 0;
  }

  function applies(condition: string | undefined, type: GraphQLObjectType | GraphQLInterfaceType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  }
}

/** The runtime type: as the gateway asked for it, or as the client did under whatever name. */
function typeNameIn(source: Readonly<Record<string, unknown>>, nodes: readonly FieldNode[]): string {
  const own = source[`${reservedAlias}typename`] ?? source.__typename;
  if (typeof own === 'string') return own;
  for (const { selectionSet } of nodes) {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind !== Kind.FIELD || selection.name.value !== '__typename') continue;
      const stated = source[(selection.alias ?? selection.name).value];
      if (typeof stated === 'string') return stated;
    }
  }
  return '';
}

/** `@skip` and `@include`, with the request's variables. */
export function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  if (skip?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function bump<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
