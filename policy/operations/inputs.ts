import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isUnionType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { type AccessUse, guardsOf } from '../../schema/access.js';
import { PortcullisError } from '../../schema/errors.js';
import type { ViewedOperation } from '../operation.js';
import { guardOf, permitsUse, possibleTypes } from './coordinates.js';
import { notUnfolded } from './unfold.js';

/** A coordinate that an operation uses as an input, and what for. */
interface InputUse {
  readonly coordinate: string;
  readonly use: AccessUse;
}

/** What an operation's inputs need, no matter who asks. Categories used together are one text, separated by spaces. */
export interface NeededByInputs {
  /** Categories whose ceiling must be FULL. */
  readonly filters: readonly string[];
  /** Categories whose ceiling must be HIT or more. */
  readonly lookUps: readonly string[];
}

/** What the inputs of an operation need of the policy; public data need nothing. */
export function neededByInputs(asked: Omit<ViewedOperation, 'bounds'>): NeededByInputs {
  const needed = { filters: new Set<string>(), lookUps: new Set<string>() };
  for (const { coordinate, use } of inputUses(asked)) {
    const label = asked.access.of(coordinate);
    const guards = label ? guardsOf(label).filter((category) => category !== 'public') : ['unknown'];
    if (guards.length > 0) needed[use === 'LOOKUP' ? 'lookUps' : 'filters'].add(guards.join(' '));
  }
  return { filters: [...needed.filters].sort(), lookUps: [...needed.lookUps].sort() };
}

/**
 * Refuses an operation that filters, sorts, aggregates or looks up by data that this viewer cannot have: the answer would
 * reveal the datum whatever it shows (see `permitsUse`). An absent input is not a use, nor is a null one, except where a
 * source is foreign: there a query may search for null. Whether anything matches makes no difference.
 *
 * @throws PortcullisError FILTER_NOT_PERMITTED, or CASE_REFERENCE_REQUIRED where a case is all that is missing, with `at`
 *   naming the coordinate
 */
export function checkInputs(viewed: ViewedOperation): void {
  const [first] = refusedInputs(viewed);
  if (first) throw new PortcullisError(first.code, { at: first.coordinate });
}

/** An input for which an operation is refused, and the error code. */
export interface RefusedInput {
  readonly coordinate: string;
  readonly code: 'FILTER_NOT_PERMITTED' | 'CASE_REFERENCE_REQUIRED';
}

/** All inputs for which `checkInputs` would refuse, in document order. */
export function refusedInputs(viewed: ViewedOperation): readonly RefusedInput[] {
  return inputUses(viewed).flatMap(({ coordinate, use }) => {
    const { bound } = guardOf(viewed.access, viewed.bounds, coordinate);
    if (permitsUse(bound, use)) return [];
    const code = bound.reason === 'CASE_REFERENCE' ? 'CASE_REFERENCE_REQUIRED' : 'FILTER_NOT_PERMITTED';
    return [{ coordinate, code } as const];
  });
}

/** The coordinates that an operation uses as inputs, in document order. */
function inputUses({
  schema,
  access,
  operation,
  variables = {},
  foreign,
}: Omit<ViewedOperation, 'bounds'>): readonly InputUse[] {
  const uses: InputUse[] = [];
  const root = schema.getRootType(operation.operation);
  if (!root) throw new PortcullisError('OPERATION_RESOLUTION_FAILURE');
  walk(operation.selectionSet, root);
  return uses;

  function walk(set: SelectionSetNode, parent: GraphQLCompositeType): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      for (const { name } of selection.directives ?? [])
        if (name.value !== 'skip' && name.value !== 'include') note(`@${name.value}`, 'FILTER');
      if (selection.kind === Kind.FIELD) {
        walkField(selection, parent);
      } else {
        const condition = selection.typeCondition?.name.value;
        const type = condition === undefined ? parent : schema.getType(condition);
        if (isCompositeType(type)) walk(selection.selectionSet, type);
      }
    }
  }

  function walkField(field: FieldNode, parent: GraphQLCompositeType): void {
    const definition = isUnionType(parent) ? undefined : parent.getFields()[field.name.value];
    if (!definition) return;
    for (const argument of field.arguments ?? []) {
      const type = definition.args.find(({ name }) => name === argument.name.value)?.type;
      const value = dataOf(argument.value);
      if (!type || isNoUse(value)) continue;
      for (const { name } of possibleTypes(schema, parent)) {
        const use = note(`${name}.${definition.name}(${argument.name.value}:)`, 'FILTER');
        noteValue(value, type, use);
      }
    }
    const named = getNamedType(definition.type);
    if (field.selectionSet && isCompositeType(named)) walk(field.selectionSet, named);
  }

  function isNoUse(value: unknown): boolean {
    return value === undefined || (value === null && !foreign);
  }

  // The value as plain data: enum values as their names, variables replaced by their values.
  function dataOf(node: ValueNode): unknown {
    switch (node.kind) {
      case Kind.VARIABLE: {
        const name = node.name.value;
        if (Object.hasOwn(variables, name)) return variables[name];
        const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
        const fallback = definition?.defaultValue;
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

  function noteValue(value: unknown, type: GraphQLInputType, use: AccessUse): void {
    if (value === undefined || value === null) return;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      for (const item of Array.isArray(value) ? value : [value]) noteValue(item, nullable.ofType, use);
    } else if (isEnumType(nullable)) {
      note(`${nullable.name}.${String(value)}`, use);
    } else if (isInputObjectType(nullable)) {
      for (const [name, inner] of Object.entries(value)) {
        const field = nullable.getFields()[name];
        if (!field || isNoUse(inner)) continue;
        noteValue(inner, field.type, note(`${nullable.name}.${name}`, use));
      }
    }
  }

  // An input without a use of its own inherits that of the input around it.
  function note(coordinate: string, inherited: AccessUse): AccessUse {
    const label = access.of(coordinate);
    const use = label && label.use !== 'READ' ? label.use : inherited;
    uses.push({ coordinate, use });
    return use;
  }
}
