import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, print, type SelectionNode, type SelectionSetNode } from 'graphql';
import { notUnfolded } from '../../../policy/operations/unfold.js';
import { withUsedVariables } from '../../../policy/operations/usedVariables.js';
import { plannedOperation } from '../definitions.js';

/** What an entity fetch asks of its entities. */
export function entitiesOf({ operation }: FetchNode): SelectionSetNode {
  const [root] = plannedOperation(operation).selectionSet.selections;
  return (root as FieldNode).selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
}

/** The same fetch, that asks this of its entities, by these representations. */
export function withEntities(
  fetch: FetchNode,
  entities: SelectionSetNode,
  requires: readonly QueryPlanSelectionNode[],
): FetchNode {
  const operation = plannedOperation(fetch.operation);
  const root = operation.selectionSet.selections[0] as FieldNode;
  const asked = withUsedVariables({
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: [{ ...root, selectionSet: entities }] },
  });
  const { operationDocumentNode: _, ...rest } = fetch;
  const used = new Set(asked.variableDefinitions?.map(({ variable }) => variable.name.value));
  return {
    ...rest,
    operation: print(asked),
    requires: [...requires],
    ...(fetch.variableUsages ? { variableUsages: fetch.variableUsages.filter((name) => used.has(name)) } : {}),
  };
}

/** Calls with each field of an entity, and the type by which it is asked for. */
export function forEachField(
  set: SelectionSetNode,
  type: string,
  visitor: (field: FieldNode, type: string) => void,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) visitor(selection, type);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    else forEachField(selection.selectionSet, selection.typeCondition?.name.value ?? type, visitor);
  }
}

/** Without the fields of an entity that are not kept, and without the fragments that this leaves empty. */
export function keepFields(set: SelectionSetNode, isKept: (field: FieldNode) => boolean): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return isKept(selection) ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
    const selectionSet = keepFields(selection.selectionSet, isKept);
    return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
  });
  return { ...set, selections };
}
