import {
  coerceInputValue,
  type DocumentNode,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isNonNullType,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { settleConditions } from '../../policy/operations/conditions.js';
import { notUnfolded, unfoldFragments } from '../../policy/operations/unfold.js';
import { badUserInput } from '../../schema/errors.js';
import type { CostCounter, Countable } from './cost.js';
import { nameFiltersOf } from './nameFilters.js';
import { mayBeSubjectAct, type SubjectAct, subjectActOf } from './subjectAct.js';

/** An operation of a document that passed the structural limits and validation, with its variables. */
export interface CheckedDocument {
  /** The document's text, as received or registered. */
  readonly text: string;
  /** The operation alone: fragments unfolded, `@skip` and `@include` settled. */
  readonly operation: OperationDefinitionNode;
  readonly prepared: PreparedOperation;
  /** Coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is the same of an operation for every viewer and all values: computed once, at first use. */
export interface PreparedOperation {
  /** Document hash and operation name: begins every cache key of this operation. */
  readonly key: string;
  /** The operation alone, its fragments in place of their spreads. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly name: string | null;
  /** Whether it asks `__schema` or `__type`. */
  readonly introspects: boolean;
  /** Whether it selects anything that is not public. */
  needsPurpose(): boolean;
  /**
   * Variables coerced, defaults filled in.
   *
   * @throws PortcullisError BAD_USER_INPUT
   */
  coerce(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The most objects that it could return, whatever its conditions. */
  objects(variables: Countable['variables']): number;
  /** Where rows are filtered by name, as paths of the answer. */
  nameFilters(variables: Readonly<Record<string, unknown>>): readonly string[];
  /** The operation with its conditions settled; kept for each combination of them. */
  settled(variables: Readonly<Record<string, unknown>>): OperationDefinitionNode;
  /**
   * What it does about a person's request; null: nothing.
   *
   * @throws PortcullisError SUBJECT_NOT_ALONE, BAD_USER_INPUT
   */
  subjectAct(variables: Readonly<Record<string, unknown>>, isAgency: (id: string) => boolean): SubjectAct | null;
  /** Values of the variables in `@skip` and `@include`, as text: part of cache keys. */
  conditions(variables: Readonly<Record<string, unknown>>): string;
  /**
   * Which inputs are used, as text, where that depends only on which variables are null: a permission for it can be kept.
   * Undefined where values name coordinates (input objects, enum values).
   */
  inputs(variables: Readonly<Record<string, unknown>>): string | undefined;
}

/** What operations are prepared with. */
export interface PreparedParts {
  readonly schema: GraphQLSchema;
  readonly counter: CostCounter;
  readonly needsPurpose: (operation: OperationDefinitionNode) => boolean;
}

/** Combinations of conditions kept for one operation: a client may write twenty of them. */
const MAX_SETTLED = 16;

/** Errors reported at most; each costs a message. */
const MAX_ERRORS = 5;

/** Prepares one operation of a valid document. */
export function prepareOperation(
  asked: { readonly hash: string; readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  { schema, counter, needsPurpose }: PreparedParts,
): PreparedOperation {
  const operation = unfoldFragments(asked.document, asked.operation);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
  const name = operation.name?.value ?? null;
  const definitions = operation.variableDefinitions ?? [];
  const found = look(operation, counter);
  const uses = definitions.map(({ variable, type }) => ({
    name: variable.name.value,
    opaque: isScalarType(schema.getType(namedOf(type))),
  }));
  const isSubjectAct = mayBeSubjectAct(operation, schema);
  let purpose: boolean | undefined;
  let fixedObjects: number | undefined;
  let nameFilters: ReturnType<typeof nameFiltersOf> | undefined;
  const settled = new Map<string, OperationDefinitionNode>();
  const conditionsOf = (variables: Readonly<Record<string, unknown>>): string => {
    let text = '';
    for (const variable of found.conditions) {
      const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
      text += value === true ? '+' : value === false ? '-' : '?';
    }
    return text;
  };
  const settledBy = (variables: Readonly<Record<string, unknown>>): OperationDefinitionNode => {
    if (!found.isConditional) return operation;
    const key = conditionsOf(variables);
    const known = settled.get(key) ?? settleConditions(operation, variables);
    if (settled.size < MAX_SETTLED) settled.set(key, known);
    return known;
  };
  return {
    key: `${asked.hash}/${name ?? ''}`,
    document,
    operation,
    name,
    introspects: found.introspects,
    needsPurpose: () => {
      purpose ??= needsPurpose(operation);
      return purpose;
    },
    coerce: (variables) => {
      if (definitions.length === 0) return none;
      const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: MAX_ERRORS });
      const [fault] = errors ?? [];
      if (fault) {
        const at = placeOf(schema, definitions, variables);
        throw badUserInput(fault.message, { nodes: fault.nodes ?? [], ...at });
      }
      // A nullable variable with a default is valid there, and null has no meaning.
      const open = found.conditions.find((variable) => coerced?.[variable] === null);
      if (open !== undefined) throw badUserInput(`Variable "$${open}" of @skip or @include is null.`);
      return coerced ?? none;
    },
    objects: (variables) => {
      if (found.sizesByVariable) return counter.count({ operation, variables });
      fixedObjects ??= counter.count({ operation, variables });
      return fixedObjects;
    },
    nameFilters: (variables) => {
      nameFilters ??= nameFiltersOf(operation, schema);
      return nameFilters(variables);
    },
    settled: settledBy,
    subjectAct: (variables, isAgency) =>
      isSubjectAct ? subjectActOf(settledBy(variables), { schema, variables }, isAgency) : null,
    conditions: conditionsOf,
    inputs: (variables) => {
      let text = '';
      for (const { name: variable, opaque } of uses) {
        const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
        // Null counts as an input for foreign sources.
        if (value === undefined) text += '-';
        else if (value === null) text += '0';
        else if (opaque) text += '+';
        else return undefined;
      }
      return text;
    },
  };
}

const none: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null) as Record<string, unknown>);

/** The place of the first invalid value of a variable, e.g. `$filter.seizedAt.gte`. */
function placeOf(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): { readonly at?: string } {
  for (const { variable, type, defaultValue } of definitions) {
    const name = variable.name.value;
    const input = typeFromAST(schema, type);
    const stated = Object.hasOwn(variables, name);
    if (!isInputType(input) || (!stated && (defaultValue || !isNonNullType(input)))) continue;
    const places: string[] = [];
    coerceInputValue(variables[name], input, (path) => void places.push([`$${name}`, ...path].join('.')));
    if (places[0] !== undefined) return { at: places[0] };
  }
  return {};
}

function namedOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedOf(type.type);
}

function look({ selectionSet }: OperationDefinitionNode, counter: CostCounter) {
  let introspects = false;
  let sizesByVariable = false;
  let isConditional = false;
  const conditions = new Set<string>();
  lookIn(selectionSet);
  return { introspects, sizesByVariable, isConditional, conditions: [...conditions].sort() };

  function lookIn({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw notUnfolded(selection);
      for (const { name, arguments: given = [] } of selection.directives ?? []) {
        if (name.value !== 'skip' && name.value !== 'include') continue;
        isConditional = true;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      }
      if (selection.kind === Kind.FIELD) {
        const { name, arguments: given = [] } = selection;
        if (name.value === '__schema' || name.value === '__type') introspects = true;
        if (given.some((argument) => argument.value.kind !== Kind.INT && counter.isSize(argument.name.value)))
          sizesByVariable = true;
      }
      if (selection.selectionSet) lookIn(selection.selectionSet);
    }
  }
}
