import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldOn, mapFields } from '../../policy/operations/eachField.js';
import { withUsedVariables } from '../../policy/operations/usedVariables.js';

/** A schema, with the least selection of each of its types. */
export interface AskedParts {
  /** The API schema, against which the operation is valid. */
  readonly schema: GraphQLSchema;
  /** What to ask of an object whose selections conditions took out: its presence is still an answer. */
  readonly least: (type: GraphQLCompositeType) => FieldNode;
}

/**
 * The document of what an operation asks of sources: without `__schema`, `__type` and unused variables.
 *
 * @param operation fragments unfolded, conditions settled
 * @returns null where nothing is left to ask
 */
export function askedOfSources(operation: OperationDefinitionNode, { schema, least }: AskedParts): DocumentNode | null {
  const root = schema.getRootType(operation.operation);
  const selectionSet = keep(operation.selectionSet, root?.name ?? '');
  if (selectionSet.selections.length === 0) return null;
  return { kind: Kind.DOCUMENT, definitions: [withUsedVariables({ ...operation, selectionSet })] };

  function keep(set: SelectionSetNode, typeName: string): SelectionSetNode {
    return mapFields(set, typeName, (field, parent) => {
      const name = field.name.value;
      if (name === '__schema' || name === '__type') return [];
      if (!field.selectionSet) return [field];
      const definition = fieldOn(schema, parent, name);
      const type = definition && getNamedType(definition.type);
      const below = keep(field.selectionSet, type?.name ?? '');
      const selections = below.selections.length === 0 && isCompositeType(type) ? [least(type)] : below.selections;
      return [{ ...field, selectionSet: { ...below, selections } }];
    });
  }
}
