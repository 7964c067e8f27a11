import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { unfoldFragments } from '../../policy/operations/unfold.js';

/** An operation of a document, the only one where none is named, as policy and gateway meet it: fragments written out. */
export function unfolded(document: DocumentNode, name?: string): OperationDefinitionNode {
  return unfoldFragments(document, getOperationAST(document, name) as OperationDefinitionNode);
}
