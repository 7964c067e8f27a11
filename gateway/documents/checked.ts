import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { PreparedOperation } from './prepared.js';

/** A document that passed the structural limits and validation. */
export interface CheckedDocument {
  readonly text: string;
  /** SHA-256 of the text as received, hex. */
  readonly hash: string;
  /** The operation alone, its fragments in place of their spreads; see `prepared`. */
  readonly document: DocumentNode;
  /** The same, what `@skip` and `@include` take out left out. */
  readonly operation: OperationDefinitionNode;
  readonly prepared: PreparedOperation;
  /** The variables, coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}
