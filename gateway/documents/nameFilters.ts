import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { eachField, fieldOn } from '../../policy/operations/eachField.js';

/** A place of an operation that may have a filter by name. */
interface NameFilterPlace {
  /** As the client's answer has it, e.g. `container.consignments`. */
  readonly path: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

const nothing: readonly string[] = [];

/**
 * Where an operation filters rows by name, as paths of its answer: filters compare names exactly. Places are found once,
 * then checked with each set of variables.
 */
export function nameFiltersOf(
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): (variables: Readonly<Record<string, unknown>>) => readonly string[] {
  const root = schema.getRootType(operation.operation);
  // Without `search` there is no better way to advise.
  if (!root?.getFields().search) return () => nothing;
  const places: NameFilterPlace[] = [];
  collect(operation.selectionSet, root.name, '');
  if (places.length === 0) return () => nothing;
  return (variables) => {
    const stated = places.filter(({ value, type }) => statesName(valueFromAST(value, type, variables)));
    return [...new Set(stated.map(({ path }) => path))];
  };

  function collect(set: SelectionSetNode, typeName: string, above: string): void {
    eachField(set, typeName, ({ alias, name, arguments: given = [], selectionSet }, on) => {
      const field = selectionSet && fieldOn(schema, on, name.value);
      if (!field || !isCompositeType(getNamedType(field.type))) return;
      const path = above + (alias ?? name).value;
      for (const { name: stated, value } of given) {
        const type = field.args.find((each) => each.name === stated.value)?.type;
        if (type && isInputObjectType(getNamedType(type))) places.push({ path, value, type });
      }
      collect(selectionSet, getNamedType(field.type).name, `${path}.`);
    });
  }
}

/** Whether a filter has a condition on a name, at any depth. */
function statesName(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(statesName);
  if (typeof filter !== 'object' || filter === null) return false;
  return Object.entries(filter).some(([leaf, value]) =>
    /^(?:n|.*N)ame$/.test(leaf) ? Object.values(value ?? {}).some((each) => each !== null) : statesName(value),
  );
}
