import { type DocumentNode, type GraphQLSchema, getOperationAST, getVariableValues } from 'graphql';

/** The variables of a document's operation, coerced, defaults filled in; null where they are not valid. */
export function coerceVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  const definitions = getOperationAST(document)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables).coerced ?? null;
}
