import {
  type DirectiveNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { notUnfolded } from './unfold.js';

/**
 * An operation, fragments unfolded, with its conditions settled: what `@skip` and `@include` take out is gone, and so are they. A
 * condition on a variable that has no value, nor a default, stays, and what it stands at. Of an object nothing may be left.
 *
 * @param variables coerced
 */
export function settleConditions(
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): OperationDefinitionNode {
  // What was one fragment stays one: who reads it twice may know it again.
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

  /** Undefined of what is no condition, too. */
  function isMet({ name, arguments: given }: DirectiveNode): boolean | undefined {
    if (name.value !== 'skip' && name.value !== 'include') return undefined;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    const stated =
      value?.kind === Kind.VARIABLE
        ? stateOf(value.name.value)
        : value?.kind === Kind.BOOLEAN
          ? value.value
          : undefined;
    return stated === undefined ? undefined : stated === (name.value === 'include');
  }

  function stateOf(name: string): boolean | undefined {
    if (Object.hasOwn(variables, name)) return variables[name] === true;
    const fallback = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return fallback?.kind === Kind.BOOLEAN ? fallback.value : undefined;
  }
}
