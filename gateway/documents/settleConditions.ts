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
import { type Conditions, isIncluded, openDirectives } from '../../policy/operations/conditions.js';
import { notUnfolded } from '../../policy/operations/unfold.js';
import { withUsedVariables } from '../../policy/operations/usedVariables.js';

/** A valid operation, fragments unfolded, with its variables coerced. */
export interface Unsettled {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What `@skip` and `@include` are settled with. */
export interface SettleParts {
  /** The API schema, against which the document is valid. */
  readonly schema: GraphQLSchema;
  /** What to ask of an object of which conditions leave nothing: that it is there is an answer, too. */
  readonly least: (type: GraphQLCompositeType) => FieldNode;
}

/**
 * A document of the operation, conditions settled: what they skip goes, with the variables that nothing uses any more,
 * and the conditions themselves. `__schema` and `__type` go as well; sources are not asked them.
 *
 * @returns null where nothing is left to ask
 */
export function settleConditions({ operation, variables }: Unsettled, parts: SettleParts): DocumentNode | null {
  const { schema, least } = parts;
  const conditions: Conditions = { variables, definitions: operation.variableDefinitions ?? [] };
  const root = schema.getRootType(operation.operation);
  const selections = root ? settle(operation.selectionSet, root) : [];
  if (selections.length === 0) return null;
  const settled = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return { kind: Kind.DOCUMENT, definitions: [withUsedVariables(settled)] };

  function settle(set: SelectionSetNode, parent: GraphQLNamedType | undefined): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (isIncluded(selection, conditions) === false) return [];
      const directives = openDirectives(selection, conditions);
      if (selection.kind === Kind.FIELD) return settleField({ ...selection, directives }, parent);
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      const { typeCondition, selectionSet } = selection;
      const inner = settle(selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : parent);
      if (inner.length === 0) return [];
      return [{ ...selection, directives, selectionSet: { ...selectionSet, selections: inner } }];
    });
  }

  function settleField(field: FieldNode, parent: GraphQLNamedType | undefined): FieldNode[] {
    const name = field.name.value;
    if (name === '__schema' || name === '__type') return [];
    if (!field.selectionSet) return [field];
    const declared = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const type = declared && getNamedType(declared.type);
    const selections = settle(field.selectionSet, type);
    if (selections.length === 0 && isCompositeType(type)) selections.push(least(type));
    return [{ ...field, selectionSet: { ...field.selectionSet, selections } }];
  }
}
