import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { PrunedField } from '../../policy/operation.js';
import type { NeededByInputs } from '../../policy/operations/inputs.js';
import type { RequestFacts } from '../../policy/types.js';
import type { CheckedDocument } from '../documents/prepared.js';

/** What one class of viewers may ask: viewers with the same bounds share it, and its plans. */
export interface View {
  /** Hash of the bounds of all categories; part of every cache key. */
  readonly id: string;
  /** The schema that introspection answers from. */
  schema(): GraphQLSchema;
}

/** An operation without what its view can never get. */
export interface Admitted {
  /** Null where nothing is left to ask. */
  readonly document: DocumentNode | null;
  readonly pruned: readonly PrunedField[];
}

/** The first wall: `policyGate`, or `permissiveGate` for development. */
export interface Gate {
  /** True where the operation selects anything that is not public. */
  needsPurpose(operation: OperationDefinitionNode): boolean;
  viewOf(facts: RequestFacts): View;
  /** @throws PortcullisError FILTER_NOT_PERMITTED naming the input */
  checkInputs(checked: CheckedDocument, facts: RequestFacts): void;
  /** What its inputs need of the policy, for any viewer. */
  neededByInputs(checked: CheckedDocument): NeededByInputs;
  /** Takes out what this view can never get, and introspection, which is answered from the view's schema. */
  prune(checked: CheckedDocument, facts: RequestFacts): Admitted;
}
