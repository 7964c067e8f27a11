import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type TypeNode,
  validateSchema,
} from 'graphql';
import { eachField } from '../../policy/operations/eachField.js';
import { PortcullisError } from '../../schema/errors.js';
import type { CheckedDocument } from '../documents/prepared.js';
import type { View } from './gate.js';

/** Types of the schema answered in one turn of the event loop. */
const TYPES_A_TURN = 40;

/**
 * Answers `__schema` and `__type` from the view's schema, which lacks what this viewer may never ask.
 *
 * @returns answers by response name; empty where the operation asks no introspection
 */
export async function answerIntrospection(
  checked: CheckedDocument,
  view: View,
): Promise<Readonly<Record<string, unknown>>> {
  if (checked.operation.operation !== OperationTypeNode.QUERY || !checked.prepared.introspects) return {};
  const operation = withIntrospectionOnly(checked);
  if (operation.selectionSet.selections.length === 0) return {};
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
  const schema = view.schema();
  // Why a turn: making and checking a view's schema take some 20 ms each.
  await nextTurn();
  validateSchema(schema);
  const result = await execute({ schema: givingTypesByTurns(schema), document, variableValues: checked.variables });
  if (result.errors?.length || !result.data) throw new PortcullisError('INTERNAL', { cause: result.errors?.[0] });
  return result.data;
}

/**
 * The schema with a list of types that resolves in parts, each in a turn of its own: walking all types at once would hold
 * the event loop for 50 ms and more.
 *
 * @param schema validated already: validation would find promises instead of types
 */
function givingTypesByTurns(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.entries(schema.getTypeMap());
  const promised = (): Record<string, Promise<GraphQLNamedType>> => {
    let turn = Promise.resolve();
    return Object.fromEntries(
      types.map(([name, type], index) => {
        if (index % TYPES_A_TURN === 0) turn = turn.then(() => nextTurn());
        return [name, turn.then(() => type)];
      }),
    );
  };
  // graphql-js looks up the types of variables and fragments by name, and needs them at once.
  const getType = (name: string) => schema.getType(name);
  return Object.create(schema, { getTypeMap: { value: promised }, getType: { value: getType } }) as GraphQLSchema;
}

/** The operation with only the introspection fields of its root; fragments are unfolded, conditions settled before. */
function withIntrospectionOnly({ operation }: CheckedDocument): OperationDefinitionNode {
  const selections: FieldNode[] = [];
  eachField(operation.selectionSet, '', (field) => {
    if (field.name.value === '__schema' || field.name.value === '__type') selections.push(field);
  });
  return {
    ...operation,
    directives: [],
    // The view may lack the types of other variables; arguments of introspection are strings and booleans.
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ type }) => ofIntrospection.has(nameOf(type))),
    selectionSet: { ...operation.selectionSet, selections },
  };
}

const ofIntrospection: ReadonlySet<string> = new Set(['String', 'Boolean']);

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
