import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';

/** The operation of a document that has one. */
export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  return definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
}

/**
 * The operation of a fetch. Invariant: the planner writes no fragment definitions.
 *
 * @throws PortcullisError INTERNAL where there is more than the operation
 */
export function plannedOperation(text: string): OperationDefinitionNode {
  const { definitions } = parse(text, { noLocation: true });
  const [operation] = definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION && definitions.length === 1) return operation;
  throw new PortcullisError('INTERNAL', { cause: new Error('a fetch is more than an operation') });
}
