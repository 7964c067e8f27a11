import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { notUnfolded } from '../../policy/operations/unfold.js';

/** A place of an operation at which a filter by a name may be stated. */
interface NameFilterPlace {
  /** As the client's answer has it, e.g. `container.consignments`. */
  readonly path: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

const nothing: readonly string[] = [];

/**
 * Where an operation filters rows by a name, by the paths of its answer: a filter compares names exactly. Found out once for
 * the operation, and again for its variables where it has such a filter at all.
 */
export function nameFiltersOf(
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): (variables: Readonly<Record<string, unknown>>) => readonly string[] {
  const root = schema.getRootType(operation.operation);
  // Why only then: it is where names are found that are not the same.
  if (!root?.getFields().search) return () => nothing;
  const places: NameFilterPlace[] = [];
  collect(operation.selectionSet, root.name, '');
  if (places.length === 0) return () => nothing;
  return (variables) => {
    const stated = places.filter(({ value, type }) => statesName(valueFromAST(value, type, variables)));
    return [...new Set(stated.map(({ path }) => path))];
  };

  function collect({ selections }: SelectionSetNode, typeName: string, above: string): void {
    const type = schema.getType(typeName);
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, above);
        continue;
      }
      const field = fields[selection.name.value];
      if (!field || !selection.selectionSet || !isCompositeType(getNamedType(field.type))) continue;
      const path = above + (selection.alias ?? selection.name).value;
      for (const { name, value } of selection.arguments ?? []) {
        const argument = field.args.find((each) => each.name === name.value);
        if (argument && isInputObjectType(getNamedType(argument.type)))
          places.push({ path, value, type: argument.type });
      }
      collect(selection.selectionSet, getNamedType(field.type).name, `${path}.`);
    }
  }
}

/** Whether a filter has a leaf of a name with a condition, however deep. */
function statesName(filter: unknown): boolean {
  if (Array.isArray(filter)) return filter.some(statesName);
  if (typeof filter !== 'object' || filter === null) return false;
  return Object.entries(filter).some(([leaf, value]) =>
    /^(?:n|.*N)ame$/.test(leaf) ? Object.values(value ?? {}).some((each) => each !== null) : statesName(value),
  );
}
