import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';

/** Variables as typed. */
export type ReadVariables =
  | { readonly values: Readonly<Record<string, unknown>>; readonly error?: undefined }
  | { readonly values?: undefined; readonly error: string };

/** Reads variables: a JSON object; nothing typed is none. */
export function readVariables(text: string, notAnObject: string): ReadVariables {
  if (text.trim() === '') return { values: {} };
  try {
    const values: unknown = JSON.parse(text);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return { error: notAnObject };
    return { values: values as Record<string, unknown> };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** What an operation's variables lack, and names that it does not know, in sentences. */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
  unknown: (name: string) => string,
): readonly string[] {
  const { variableDefinitions = [] } = operation;
  const known = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  const strange = Object.keys(values).filter((name) => !known.has(name));
  const { errors = [] } = getVariableValues(schema, variableDefinitions, values);
  return [...errors.map(({ message }) => message), ...strange.map(unknown)];
}
