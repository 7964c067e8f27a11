import type { SelectionSetNode } from 'graphql';
import type { NeededByInputs } from '../../policy/operations/inputs.js';
import { createPartedCache } from '../documents/partedCache.js';
import type { PreparedOperation } from '../documents/prepared.js';
import type { CompiledOperation } from '../execution/types.js';
import type { Admitted, View } from '../gate/gate.js';

/** An operation as one view may ask it: pruned, planned and compiled once. */
export interface ViewOperation {
  readonly admitted: Admitted;
  /** Uses of inputs that were permitted to this view (see `PreparedOperation.inputs`), with what they need. */
  readonly permitted: Map<string, NeededByInputs>;
  /** Shared by all who wait for it; undefined again where it failed. */
  compiling?: Promise<CompiledOperation> | undefined;
  compiled?: CompiledOperation;
}

/**
 * A cache of operations. A key names view, document, operation and conditions; each runtime, with its policy and schema,
 * has its own cache.
 */
export interface Operations {
  /** @param isRegistered whether an agency registered its document: free texts never evict it */
  find(key: string, isRegistered: boolean): ViewOperation | undefined;
  add(key: string, prepared: PreparedOperation, admitted: Admitted, isRegistered: boolean): ViewOperation;
}

/**
 * Limits for registered documents and for others each: operations, and characters of their documents.
 * Why few: a compiled operation takes some hundred times its text.
 */
const MAX_KEPT = 2_000;
const MAX_KEPT_TEXT = 2_000_000;
/** Characters of one selection, as documents usually have them. */
const SELECTION_TEXT = 20;
/** Uses of inputs kept for one operation: each combination of null variables is one. */
const MAX_PERMITTED = 64;

/** An empty cache of operations. */
export function createOperations(): Operations {
  const kept = createPartedCache<ViewOperation>({ max: MAX_KEPT, maxText: MAX_KEPT_TEXT });
  return {
    find: (key, isRegistered) => kept.find(key, isRegistered),
    add: (key, prepared, admitted, isRegistered) => {
      const operation: ViewOperation = { admitted, permitted: new Map() };
      const selections = [prepared.operation, ...(admitted.document?.definitions ?? [])];
      const size = selections.reduce((sum, node) => sum + ('selectionSet' in node ? sizeOf(node.selectionSet) : 0), 1);
      kept.keep(key, operation, { isRegistered, size });
      return operation;
    },
  };
}

/** Estimated characters of selections. */
function sizeOf({ selections }: SelectionSetNode): number {
  return selections.reduce((sum, node) => {
    const below = 'selectionSet' in node && node.selectionSet ? sizeOf(node.selectionSet) : 0;
    return sum + SELECTION_TEXT + below;
  }, 0);
}

/** The key of an operation under a view, with its conditions settled. */
export function operationKey(view: View, prepared: PreparedOperation, conditions: string): string {
  return `${view.id}/${prepared.key}/${conditions}`;
}

/** Keeps that a use of inputs was permitted. */
export function permit(operation: ViewOperation, inputs: string, needed: NeededByInputs): void {
  if (operation.permitted.size < MAX_PERMITTED) operation.permitted.set(inputs, needed);
}
