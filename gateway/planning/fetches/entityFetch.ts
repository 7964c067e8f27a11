import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, print, type SelectionSetNode } from 'graphql';
import { withUsedVariables } from '../../../policy/operations/usedVariables.js';
import { plannedOperation } from '../definitions.js';

/** The selections of an entity fetch on its entities. */
export function entitiesOf({ operation }: FetchNode): SelectionSetNode {
  const [root] = plannedOperation(operation).selectionSet.selections;
  return (root as FieldNode).selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
}

/** The same fetch with other selections on its entities, and other representations. */
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
