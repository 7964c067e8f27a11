import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './conditions.js';

/** Where an answer is not one that the document and the schema allow. */
export interface Violation {
  readonly path: string;
  readonly reason: string;
}

/**
 * Checks an answer against its document, by the specification alone: names, all of them and in the order of
 * CollectFields; lists where lists are; no null where none may be; leaves of their types.
 *
 * @param variables coerced
 * @param options.anyOrder where the order of names does not matter
 */
export function conform(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  data: unknown,
  options: { readonly anyOrder?: boolean } = {},
): readonly Violation[] {
  const operation = getOperationAST(document);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error('no operation');
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return data === null ? [] : object(data, root, [operation.selectionSet], '');

  function object(
    item: unknown,
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    path: string,
  ): readonly Violation[] {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return [{ path, reason: 'no object' }];
    const fields = new Map<string, FieldNode[]>();
    const seen = new Set<string>();
    for (const set of sets) collect(set);
    const names = Object.keys(item);
    if (!(options.anyOrder ? sameNames : sameOrder)(names, [...fields.keys()])) {
      return [{ path, reason: `names ${names.join()} where ${[...fields.keys()].join()} are due` }];
    }
    return [...fields].flatMap(([name, nodes]): readonly Violation[] => {
      const [node] = nodes as [FieldNode];
      const value = (item as Record<string, unknown>)[name];
      const at = `${path}.${name}`;
      if (node.name.value.startsWith('__')) {
        return node.name.value !== '__typename' || value === type.name ? [] : [{ path: at, reason: 'type name' }];
      }
      const field = type.getFields()[node.name.value];
      return field ? check(value, field.type, nodes, at) : [{ path: at, reason: 'no such field' }];
    });

    function collect(set: SelectionSetNode): void {
      for (const selection of set.selections) {
        if (!isIncluded(selection, variables)) continue;
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          fields.set(name, [...(fields.get(name) ?? []), selection]);
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

  function check(
    value: unknown,
    type: GraphQLOutputType,
    nodes: readonly FieldNode[],
    path: string,
  ): readonly Violation[] {
    if (isNonNullType(type)) {
      return value === null || value === undefined
        ? [{ path, reason: `null for ${type}` }]
        : check(value, type.ofType, nodes, path);
    }
    if (value === null) return [];
    if (value === undefined) return [{ path, reason: 'undefined' }];
    if (isListType(type)) {
      if (!Array.isArray(value)) return [{ path, reason: 'no list' }];
      return value.flatMap((item, index) => check(item, type.ofType, nodes, `${path}.${index}`));
    }
    if (isCompositeType(type)) {
      const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      const types = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
      const tries = types.map((one) => object(value, one, sets, path));
      return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? [{ path, reason: 'no possible type' }]);
    }
    if (isEnumType(type)) return type.getValue(String(value)) ? [] : [{ path, reason: `${value} is no ${type}` }];
    return leaf(type.name, value) ? [] : [{ path, reason: `${JSON.stringify(value)} is no ${type.name}` }];
  }

  function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  }
}

function leaf(type: string, value: unknown): boolean {
  switch (type) {
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    case 'String':
      return typeof value === 'string';
    default:
      return true;
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return sameOrder([...a].sort(), [...b].sort());
}

/** Whole numbers as names stand first in any JavaScript object; no response name is one. */
function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
