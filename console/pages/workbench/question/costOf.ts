import { type DocumentNode, type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';
// Pure, and the rule of the gateway itself: what is said here of a question is what it will be refused by.
import { countObjects } from '../../../../gateway/documents/cost.js';
import { unfoldFragments } from '../../../../policy/operations/unfold.js';

/**
 * The most objects that an operation could return, as the gateway counts them; undefined where its variables or its fragments do not
 * hold. Of fields that the view does not have nothing is counted.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): number | undefined {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], values);
  if (!coerced) return undefined;
  try {
    return countObjects({ operation: unfoldFragments(document, operation), variables: coerced }, schema);
  } catch {
    return undefined;
  }
}
