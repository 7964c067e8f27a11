import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
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
  visit,
} from 'graphql';
import { type Conditions, isIncluded, openDirectives } from '../../policy/operations/conditions.js';
import { fragmentsOf } from './definitions.js';

/** An operation of a valid document, with its variables coerced. */
export interface Unsettled {
  readonly document: DocumentNode;
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
 * The document with its one operation, conditions settled: what they skip goes, with the fragments and variables that
 * nothing uses any more, and the conditions themselves. `__schema` and `__type` go as well; sources are not asked them.
 * Fragments stay fragments: the document does not grow.
 *
 * @returns null where nothing is left to ask
 */
export function settleConditions(
  { document, operation, variables }: Unsettled,
  parts: SettleParts,
): DocumentNode | null {
  const { schema, least } = parts;
  const conditions: Conditions = { variables, definitions: operation.variableDefinitions ?? [] };
  const written = fragmentsOf(document);
  // Those that are spread, each settled once; null where nothing of one is left.
  const spread = new Map<string, FragmentDefinitionNode | null>();
  const root = schema.getRootType(operation.operation);
  const selections = root ? settle(operation.selectionSet, root) : [];
  if (selections.length === 0) return null;
  const settled = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  return withUsedVariables({
    ...document,
    definitions: document.definitions.flatMap((definition): DefinitionNode[] => {
      if (definition === operation) return [settled];
      const fragment = definition.kind === Kind.FRAGMENT_DEFINITION && spread.get(definition.name.value);
      return fragment ? [fragment] : [];
    }),
  });

  function settle(set: SelectionSetNode, parent: GraphQLNamedType | undefined): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (isIncluded(selection, conditions) === false) return [];
      const directives = openDirectives(selection, conditions);
      if (selection.kind === Kind.FIELD) return settleField({ ...selection, directives }, parent);
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return fragmentOf(selection.name.value) ? [{ ...selection, directives }] : [];
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

  function fragmentOf(name: string): FragmentDefinitionNode | null {
    const known = spread.get(name);
    if (known !== undefined) return known;
    const fragment = written.get(name);
    if (!fragment) return null;
    const selections = settle(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    const settledFragment =
      selections.length === 0 ? null : { ...fragment, selectionSet: { ...fragment.selectionSet, selections } };
    spread.set(name, settledFragment);
    return settledFragment;
  }
}

function withUsedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
    SelectionSet: () => false,
  });
}
