import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { PortcullisError } from '../../schema/errors.js';

/** More nodes than any document within the gateway's limits unfolds to. */
export const mostNodes = 20_000;

/** A selection set without spreads, and the number of nodes that a walk of it meets. */
interface Unfolded {
  readonly set: SelectionSetNode;
  readonly nodes: number;
}

/**
 * An operation with its fragments in place of their spreads, so that a walk of it meets only fields and inline fragments. Each
 * fragment is unfolded once and shared by its spreads: the work is linear in the document.
 *
 * @throws PortcullisError OPERATION_TOO_LARGE where a walk would meet more than `mostNodes`
 */
export function unfoldFragments(document: DocumentNode, operation: OperationDefinitionNode): OperationDefinitionNode {
  const written = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) written.set(definition.name.value, definition);
  }
  if (written.size === 0) return operation;
  // Null while the fragment is being unfolded.
  const known = new Map<string, Unfolded | null>();
  return { ...operation, selectionSet: unfold(operation.selectionSet).set };

  function unfold(set: SelectionSetNode): Unfolded {
    let nodes = 0;
    const selections = set.selections.map((selection): SelectionNode => {
      nodes += 1;
      if (selection.kind === Kind.FRAGMENT_SPREAD) return inPlaceOf(selection);
      return selection.selectionSet
        ? { ...selection, selectionSet: counted(unfold(selection.selectionSet)) }
        : selection;
    });
    if (nodes > mostNodes) throw new PortcullisError('OPERATION_TOO_LARGE', { facts: { limit: 'fields' } });
    return { set: { ...set, selections }, nodes };

    function inPlaceOf({ name, directives }: FragmentSpreadNode): InlineFragmentNode {
      const fragment = written.get(name.value);
      const found = known.get(name.value);
      if (!fragment || found === null) throw notValid(name.value);
      if (!found) known.set(name.value, null);
      const inner = found ?? unfold(fragment.selectionSet);
      known.set(name.value, inner);
      const { typeCondition } = fragment;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: directives ?? [], selectionSet: counted(inner) };
    }

    function counted(inner: Unfolded): SelectionSetNode {
      nodes += inner.nodes;
      return inner.set;
    }
  }
}

/** The error for a spread in an unfolded operation: one that is ignored would be neither counted, nor checked, nor answered. */
export function notUnfolded({ name }: FragmentSpreadNode): PortcullisError {
  return notValid(name.value);
}

function notValid(name: string): PortcullisError {
  return new PortcullisError('INTERNAL', { message: `The fragment "${name}" is not unfolded.` });
}
