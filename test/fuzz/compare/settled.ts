import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isIncluded } from './conditions.js';

/** Response name of what is asked of an object of which conditions leave nothing; not the client's. */
export const NOTHING = '_nothing';

/**
 * A document as if its client had left out what its conditions skip. Not by the gateway's own code, which is on trial.
 *
 * @returns null where there are no conditions, or where they leave nothing of the operation or of a named fragment
 */
export function settledDocument(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): DocumentNode | null {
  let changed = false;
  let isEmpty = false;
  const settled: DocumentNode = visit(document, {
    enter: (node: ASTNode) => {
      if (isSelection(node) ? isIncluded(node, variables) : !isCondition(node)) return undefined;
      changed = true;
      return null;
    },
    leave: (node: ASTNode) => {
      if (!('selectionSet' in node) || node.selectionSet?.selections.length !== 0) return undefined;
      if (node.kind === Kind.INLINE_FRAGMENT) return null;
      if (node.kind === Kind.FIELD) return { ...node, selectionSet: nothing };
      isEmpty = true;
      return undefined;
    },
  });
  return !changed || isEmpty ? null : settled;
}

const nothing: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [
    { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: NOTHING }, name: { kind: Kind.NAME, value: '__typename' } },
  ],
};

function isSelection(node: ASTNode): node is SelectionNode {
  return [Kind.FIELD, Kind.FRAGMENT_SPREAD, Kind.INLINE_FRAGMENT].some((kind) => kind === node.kind);
}

function isCondition(node: ASTNode): node is DirectiveNode {
  return node.kind === Kind.DIRECTIVE && (node.name.value === 'skip' || node.name.value === 'include');
}
