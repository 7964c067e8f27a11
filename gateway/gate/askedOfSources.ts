import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { notUnfolded } from '../../policy/operations/unfold.js';
import { withUsedVariables } from '../../policy/operations/usedVariables.js';

/** With what is asked of sources is found. */
export interface AskedParts {
  /** The API schema, against which the operation is valid. */
  readonly schema: GraphQLSchema;
  /** What to ask of an object of which conditions leave nothing: that it is there is an answer, too. */
  readonly least: (type: GraphQLCompositeType) => FieldNode;
}

/**
 * A document of what an operation asks of sources: without `__schema` and `__type`, without the variables that nothing uses.
 *
 * @param operation fragments unfolded, conditions settled
 * @returns null where nothing is left to ask
 */
export function askedOfSources(operation: OperationDefinitionNode, { schema, least }: AskedParts): DocumentNode | null {
  const root = schema.getRootType(operation.operation);
  const selections = root ? keep(operation.selectionSet, root) : [];
  if (selections.length === 0) return null;
  const asked = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return { kind: Kind.DOCUMENT, definitions: [withUsedVariables(asked)] };

  function keep(set: SelectionSetNode, parent: GraphQLNamedType | undefined): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return keepField(selection, parent);
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      const { typeCondition, selectionSet } = selection;
      const inner = keep(selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : parent);
      return inner.length === 0 ? [] : [{ ...selection, selectionSet: { ...selectionSet, selections: inner } }];
    });
  }

  function keepField(field: FieldNode, parent: GraphQLNamedType | undefined): FieldNode[] {
    const name = field.name.value;
    if (name === '__schema' || name === '__type') return [];
    if (!field.selectionSet) return [field];
    const declared = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = declared && getNamedType(declared.type);
    const selections = keep(field.selectionSet, type);
    if (selections.length === 0 && isCompositeType(type)) selections.push(least(type));
    return [{ ...field, selectionSet: { ...field.selectionSet, selections } }];
  }
}
