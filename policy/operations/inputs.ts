import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { AccessMap, AccessUse } from '../../schema/access.js';
import { PortcullisError } from '../../schema/errors.js';
import type { Bounds } from '../bounds.js';
import { rank } from '../types.js';
import { type Conditions, isIncluded } from './conditions.js';
import { guardOf, possibleTypes } from './coordinates.js';

/** An operation with the values of its inputs, and what one view may see. */
export interface InputsToCheck {
  readonly schema: GraphQLSchema;
  readonly access: AccessMap;
  readonly bounds: Bounds;
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  /** Coerced variables. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * Refuses an operation that filters, sorts, aggregates or looks up by data that this viewer cannot have: the answer
 * would tell of the datum whatever it shows. A look-up by exact identity needs a ceiling of HIT, every other use of FULL.
 * Null and absent inputs are not uses; whether anything matches plays no part.
 *
 * @throws PortcullisError FILTER_NOT_PERMITTED, or CASE_REFERENCE_REQUIRED where a case is all that is missing, with `at`
 *   naming the coordinate
 */
export function checkInputs(input: InputsToCheck): void {
  // Why long: the parts of one walk, each short, that share the operation's conditions and fragments.
  const { schema, access, bounds, document } = input;
  const operation = getOperationAST(document, input.operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
  const conditions: Conditions = {
    variables: input.variables ?? {},
    definitions: operation.variableDefinitions ?? [],
  };
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const walked = new Set<string>();
  walk(operation.selectionSet, root);

  function walk(set: SelectionSetNode, parent: GraphQLCompositeType): void {
    for (const selection of set.selections) {
      if (isIncluded(selection, conditions) !== false) walkSelection(selection, parent);
    }
  }

  function walkSelection(selection: SelectionNode, parent: GraphQLCompositeType): void {
    if (selection.kind === Kind.FIELD) {
      walkField(selection, parent);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      walkOn(selection.typeCondition?.name.value, selection.selectionSet, parent);
    } else if (!walked.has(selection.name.value)) {
      // Why once: what a fragment's fields may use does not depend on where it is spread.
      walked.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment) walkOn(fragment.typeCondition.name.value, fragment.selectionSet, parent);
    }
  }

  function walkOn(condition: string | undefined, set: SelectionSetNode, parent: GraphQLCompositeType): void {
    const type = condition === undefined ? parent : schema.getType(condition);
    if (isCompositeType(type)) walk(set, type);
  }

  function walkField(field: FieldNode, parent: GraphQLCompositeType): void {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    if (!definition) return;
    for (const argument of field.arguments ?? []) {
      const type = definition.args.find(({ name }) => name === argument.name.value)?.type;
      const value = dataOf(argument.value);
      if (!type || value === undefined || value === null) continue;
      for (const { name } of possibleTypes(schema, parent)) {
        const use = check(`${name}.${definition.name}(${argument.name.value}:)`, 'FILTER');
        checkValue(value, type, use);
      }
    }
    const named = getNamedType(definition.type);
    if (field.selectionSet && isCompositeType(named)) walk(field.selectionSet, named);
  }

  // The value as plain data: enum values as their names, variables put in.
  function dataOf(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE: {
        const name = node.name.value;
        if (Object.hasOwn(conditions.variables, name)) return conditions.variables[name];
        const fallback = conditions.definitions.find(({ variable }) => variable.name.value === name)?.defaultValue;
        return fallback ? dataOf(fallback) : undefined;
      }
      case Kind.NULL:
        return null;
      case Kind.LIST:
        return node.values.map(dataOf);
      case Kind.OBJECT:
        return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, dataOf(value)]));
      default:
        return node.value;
    }
  }

  function checkValue(value: unknown, type: GraphQLInputType, use: AccessUse): void {
    if (value === undefined || value === null) return;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      for (const item of Array.isArray(value) ? value : [value]) checkValue(item, nullable.ofType, use);
    } else if (isEnumType(nullable)) {
      check(`${nullable.name}.${String(value)}`, use);
    } else if (isInputObjectType(nullable)) {
      for (const [name, inner] of Object.entries(value)) {
        const field = nullable.getFields()[name];
        if (!field || inner === undefined || inner === null) continue;
        checkValue(inner, field.type, check(`${nullable.name}.${name}`, use));
      }
    }
  }

  // An input that states no use of its own is used as what it stands in.
  function check(coordinate: string, inherited: AccessUse): AccessUse {
    const { access: label, bound } = guardOf(access, bounds, coordinate);
    const use = label && label.use !== 'READ' ? label.use : inherited;
    const needed = use === 'LOOKUP' ? rank.HIT : rank.FULL;
    if (rank[bound.ceiling] >= needed) return use;
    throw new PortcullisError(bound.reason === 'CASE_REFERENCE' ? 'CASE_REFERENCE_REQUIRED' : 'FILTER_NOT_PERMITTED', {
      at: coordinate,
    });
  }
}
