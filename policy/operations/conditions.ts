import {
  type DirectiveNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { notUnfolded } from './unfold.js';

/**
 * An unfolded operation with its conditions settled: what `@skip` and `@include` exclude is removed, and so are they. A
 * condition on a variable with neither a value nor a default stays. A selection set may end up empty.
 *
 * @param variables coerced
 */
export function settleConditions(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationDefinitionNode {
  // A shared selection set stays shared, so that later walks can recognise it.
  const known = new Map<SelectionSetNode, SelectionSetNode>();
  return { ...operation, selectionSet: settle(operation.selectionSet) };

  function settle(set: SelectionSetNode): SelectionSetNode {
    const settled = known.get(set) ?? { ...set, selections: set.selections.flatMap(settleSelection) };
    known.set(set, settled);
    return settled;
  }

  function settleSelection(selection: SelectionNode): SelectionNode[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    const { directives = [], selectionSet } = selection;
    const open = directives.filter((directive) => isMet(directive) === undefined);
    if (directives.some((directive) => isMet(directive) === false)) return [];
    return [
      {
        ...selection,
        directives: open,
        ...(selectionSet ? { selectionSet: settle(selectionSet) } : {}),
      } as SelectionNode,
    ];
  }

  /** Undefined for a condition without a value, and for any other directive. */
  function isMet({ name, arguments: given }: DirectiveNode): boolean | undefined {
    if (name.value !== 'skip' && name.value !== 'include') return undefined;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const condition = value?.kind === Kind.VARIABLE ? variableValue(value.name.value) : literal(value);
    return condition === undefined ? undefined : condition === (name.value === 'include');
  }

  function variableValue(name: string): boolean | undefined {
    if (Object.hasOwn(variables, name)) return variables[name] === true;
    return literal(operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue);
  }

  function literal(value: ValueNode | undefined): boolean | undefined {
    return value?.kind === Kind.BOOLEAN ? value.value : undefined;
  }
}
