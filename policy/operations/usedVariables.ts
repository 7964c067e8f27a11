import { type ASTNode, Kind, type OperationDefinitionNode, type SelectionSetNode, type ValueNode } from 'graphql';

/** An unfolded operation without the variables that nothing in it uses. */
export function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const { variableDefinitions = [], directives, selectionSet } = operation;
  if (variableDefinitions.length === 0) return operation;
  const used = new Set<string>();
  lookAt(directives);
  lookIn(selectionSet);
  return {
    ...operation,
    variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
  };

  function lookIn({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      lookAt(selection.directives);
      if (selection.kind === Kind.FIELD) lookAt(selection.arguments);
      if ('selectionSet' in selection && selection.selectionSet) lookIn(selection.selectionSet);
    }
  }

  /** @param nodes directives, arguments or fields of an input object */
  function lookAt(nodes: readonly ASTNode[] | undefined): void {
    for (const node of nodes ?? []) {
      if ('value' in node) lookAtValue(node.value as ValueNode);
      else if ('arguments' in node) lookAt(node.arguments);
    }
  }

  function lookAtValue(value: ValueNode): void {
    if (value.kind === Kind.VARIABLE) used.add(value.name.value);
    else if (value.kind === Kind.LIST) value.values.forEach(lookAtValue);
    else if (value.kind === Kind.OBJECT) lookAt(value.fields);
  }
}
