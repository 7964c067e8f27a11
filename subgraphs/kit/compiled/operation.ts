import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getArgumentValues,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { conditionVariables } from './collect.js';
import type { ObjectFunction } from './emit.js';
import { areKnownEntities } from './entities.js';
import { Execution, type KitContext } from './execution.js';
import { reportCounts } from './outcome.js';
import { nulled } from './place.js';
import { type Compilation, type CompileBase, compileSelection, NotCompiled } from './selection.js';

/** One call of a compiled operation. */
export interface CompiledCall {
  readonly rootValue: object;
  readonly contextValue: KitContext;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** The result in the form that graphql-js returns. */
export interface CompiledResult {
  /** Absent where the variables do not match the operation. */
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
}

/** The operations of one document, each compiled when first called. */
export interface CompiledDocument {
  /** Null where graphql-js has to execute this call: nothing was executed yet. */
  execute(operationName: string | null, call: CompiledCall): Promise<CompiledResult> | CompiledResult | null;
}

interface CompiledOperation {
  readonly answer: ObjectFunction;
  readonly compilation: Compilation;
}

/** Compiled forms of one document, one for each operation and setting of its conditions. */
const FORMS_KEPT = 16;

/** Holds nothing of a viewer: each call asks the rules again, so that one form serves all views. */
export function compileDocument(base: CompileBase, document: DocumentNode): CompiledDocument {
  const conditions = conditionVariables(document);
  const forms = new Map<string, CompiledOperation | null>();
  const formOf = (
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): CompiledOperation | null => {
    const stated = conditions.map((name) => variables[name] ?? null);
    const key = JSON.stringify([operation.name?.value ?? null, stated]);
    const known = forms.get(key);
    if (known !== undefined) return known;
    const form = forms.size < FORMS_KEPT ? compileOperation(base, document, operation, variables) : null;
    if (forms.size < FORMS_KEPT) forms.set(key, form);
    return form;
  };
  return {
    execute(operationName, call) {
      const operation = operationOf(document, operationName);
      if (operation?.operation !== OperationTypeNode.QUERY) return null;
      const { coerced, errors } = getVariableValues(
        base.guarded,
        operation.variableDefinitions ?? [],
        call.variableValues,
        { maxErrors: 50 },
      );
      if (errors) return { errors };
      const form = formOf(operation, coerced);
      return form && execute(form, call, coerced);
    },
  };
}

function execute(
  { answer, compilation }: CompiledOperation,
  { contextValue, rootValue }: CompiledCall,
  variables: Readonly<Record<string, unknown>>,
): Promise<CompiledResult> | CompiledResult | null {
  const args = argumentsOf(compilation, variables);
  if (!args) return null;
  const execution = new Execution(contextValue, rootValue, variables, args);
  const made = answer(execution, rootValue, undefined);
  const finish = (): CompiledResult => {
    reportCounts(execution);
    const data = made === nulled || execution.isRootNulled ? null : (made as Record<string, unknown>);
    return execution.errors.length > 0 ? { errors: execution.errors, data } : { data };
  };
  const waiting = execution.settled();
  return waiting ? waiting.then(finish) : finish();
}

/** Null where graphql-js would refuse an argument or a representation: it executes the call, and words the error. */
function argumentsOf(
  { withArguments }: Compilation,
  variables: Readonly<Record<string, unknown>>,
): readonly Record<string, unknown>[] | null {
  try {
    const args = withArguments.map((field) => {
      const [node] = field?.nodes ?? [];
      return field?.definition && node ? getArgumentValues(field.definition, node, variables) : {};
    });
    const areKnown = withArguments.every(
      (field, index) =>
        field?.strategy.by !== 'entities' || areKnownEntities(args[index]?.representations, field.strategy.plan),
    );
    return areKnown ? args : null;
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function compileOperation(
  base: CompileBase,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): CompiledOperation | null {
  const query = base.bare.getQueryType();
  if (!query) return null;
  const definitions = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragments = new Map(definitions.map((definition) => [definition.name.value, definition]));
  const compilation: Compilation = {
    ...base,
    schema: base.bare,
    fragments,
    conditions,
    operation,
    fragmentMap: Object.assign(Object.create(null) as object, Object.fromEntries(fragments)),
    withArguments: [],
    selections: 0,
  };
  try {
    const at = { path: [], isOfEntity: false };
    return { answer: compileSelection(compilation, query, [operation.selectionSet], at), compilation };
  } catch (error) {
    if (error instanceof NotCompiled) return null;
    throw error;
  }
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (name !== null) return operations.find((operation) => operation.name?.value === name) ?? null;
  return operations.length === 1 ? (operations[0] ?? null) : null;
}
