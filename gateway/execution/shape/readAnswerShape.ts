import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { PortcullisError } from '../../../schema/errors.js';
import type { CompileInput } from '../types.js';
import {
  type AnswerShape,
  createPlace,
  type FieldShape,
  type ObjectShape,
  type Place,
  type ValueShape,
} from './answerShape.js';
import { leafCheck } from './leaf.js';
import { setOwn } from './ownValue.js';
import { type Fields, fieldReader, type ReadFields, selectionsOf } from './selections.js';

/** Selections of one place: the client's, and what was asked of the sources. */
interface Selected {
  readonly client: readonly SelectionSetNode[];
  readonly admitted: readonly SelectionSetNode[];
}

/**
 * Reads the shape of an operation's answer. Variants of abstract places are read when they are first asked for.
 *
 * @throws PortcullisError OPERATION_NOT_ANSWERABLE where the type is asked for of what no type can be of
 */
export function readAnswerShape(input: CompileInput, schema: GraphQLSchema): AnswerShape {
  // Why long: the parts of one reading, each short, that share its paths, counters and places.
  const { operation, admitted, pruned } = input;
  const readClient = fieldReader(schema);
  const readAdmitted: ReadFields = admitted ? fieldReader(schema) : () => new Map();
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`no ${operation.operation} type`);
  const paths: string[] = [];
  const counters = new Map<string, number>();
  const places = new Map<string, Place>();
  const ids = new Map<FieldNode, number>();
  const prunedAt = new Map<string, number[]>();
  pruned.forEach(({ path }, index) => {
    prunedAt.set(path, [...(prunedAt.get(path) ?? []), index]);
  });
  const admittedSets = (admitted?.definitions ?? []).flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && isSame(definition, operation) ? [definition.selectionSet] : [],
  );
  const root = objectShape(rootType, { client: [operation.selectionSet], admitted: admittedSets }, '');
  return { root, paths, pruned };

  function objectShape(type: GraphQLNamedType, selected: Selected, path: string): ObjectShape {
    const fields = readClient(type, selected.client);
    const asked = readAdmitted(type, selected.admitted);
    const empty: object = {};
    for (const name of fields.keys()) setOwn(empty, name, null);
    const shapes = [...fields].map(([name, nodes]) => fieldShape(type, name, nodes, asked.get(name), path));
    return {
      type: type.name,
      counter: counterOf(path),
      empty,
      fields: shapes,
      falls: fallOf(shapes),
      required: requiredOf(type, fields, asked),
    };
  }

  function fieldShape(
    type: GraphQLNamedType,
    name: string,
    nodes: readonly FieldNode[],
    asked: readonly FieldNode[] | undefined,
    path: string,
  ): FieldShape {
    const field = (nodes[0] as FieldNode).name.value;
    if (field === '__typename') return { name, kind: 'typename' };
    if (path === '' && (field === '__schema' || field === '__type')) return { name, kind: 'introspection' };
    const at = path === '' ? name : `${path}.${name}`;
    const fieldType = typeOf(type, field);
    if (asked && fieldType) {
      const source = input.names?.of(nodes[0] as FieldNode) ?? name;
      return { name, kind: 'value', source, field, value: valueShape(fieldType, nodes, asked, at) };
    }
    const index = prunedAt.get(at)?.find((candidate) => pruned[candidate]?.types.includes(type.name));
    return { name, kind: 'pruned', index: index ?? -1, nonNull: isNonNullType(fieldType) };
  }

  function valueShape(
    type: GraphQLOutputType,
    nodes: readonly FieldNode[],
    asked: readonly FieldNode[],
    path: string,
  ): ValueShape {
    const nonNull = isNonNullType(type);
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return { kind: 'list', nonNull, item: valueShape(nullable.ofType, nodes, asked, `${path}.*`) };
    }
    if (isLeafType(nullable)) return { kind: 'leaf', nonNull, check: leafCheck(nullable) };
    return { kind: 'object', nonNull, place: placeOf(nullable as GraphQLNamedType, nodes, asked, path) };
  }

  // Why kept: variants of one place share what they select alike, so that the whole stays as large as the document.
  function placeOf(
    type: GraphQLNamedType,
    nodes: readonly FieldNode[],
    asked: readonly FieldNode[],
    path: string,
  ): Place {
    const key = `${path} ${type.name} ${nodes.map(idOf)} ${asked.map(idOf)}`;
    const known = places.get(key);
    if (known) return known;
    const selected = { client: selectionsOf(nodes), admitted: selectionsOf(asked) };
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    // Why refused: no source can say of which type an object is that is of none, and null would say that there is none.
    if (possible.length === 0 && hangsOnType(type, possible, selected))
      throw new PortcullisError('OPERATION_NOT_ANSWERABLE', { at: `${type.name}.__typename` });
    const place = createPlace({
      counter: counterOf(path),
      possible: possible.map(({ name }) => name),
      only: isObjectType(type) ? type.name : null,
      isAbstract: (name) => isAbstractType(schema.getType(name)),
      shapeOf: (name) => objectShape(schema.getType(name) as GraphQLNamedType, selected, path),
      untyped: () =>
        fallingShape(place) ?? (hangsOnType(type, possible, selected) ? null : objectShape(type, selected, path)),
    });
    places.set(key, place);
    return place;
  }

  /**
   * A shape that falls, where the shapes of all types do: nobody is asked of which one an object is then, and the type of
   * the place says less of what is never null than they do.
   */
  function fallingShape({ possible, variant }: Place): ObjectShape | undefined {
    // Why looked for first: reading the shapes of all types costs, and without what is withheld none falls.
    if (pruned.length === 0) return undefined;
    const shapes = possible.map(variant);
    if (!shapes.every(({ falls }) => falls !== undefined)) return undefined;
    // Why first: the report names the field for which an object fell; of a field of all types that is true, whatever its type.
    const isOfAll = ({ falls = -1 }: ObjectShape) => possible.every((type) => pruned[falls]?.types.includes(type));
    return shapes.find(isOfAll) ?? shapes[0];
  }

  /** Whether what is shown of an object depends on its type: `__typename`, and what some of its types show beside. */
  function hangsOnType(type: GraphQLNamedType, possible: readonly GraphQLObjectType[], selected: Selected): boolean {
    const shown = readClient(type, selected.client);
    return (
      asksTypeName(shown) ||
      asksTypeName(readAdmitted(type, selected.admitted)) ||
      possible.some((one) => nodesOf(readClient(one, selected.client)) > nodesOf(shown))
    );
  }

  function counterOf(path: string): number {
    const counter = counters.get(path) ?? paths.push(path) - 1;
    counters.set(path, counter);
    return counter;
  }

  function idOf(node: FieldNode): number {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  }
}

/** What was asked beside the client's own fields and may not be null, the id of a record above all. */
function requiredOf(type: GraphQLNamedType, fields: Fields, asked: Fields): ObjectShape['required'] {
  return [...asked].flatMap(([name, [node]]) => {
    const fieldType = fields.has(name) || !node ? undefined : typeOf(type, node.name.value);
    if (!isNonNullType(fieldType) || !isLeafType(fieldType.ofType)) return [];
    return [{ name, check: leafCheck(fieldType.ofType) }];
  });
}

/** The field for which an object of these falls. */
function fallOf(fields: readonly FieldShape[]): number | undefined {
  for (const field of fields) if (field.kind === 'pruned' && field.nonNull && field.index >= 0) return field.index;
  return undefined;
}

function asksTypeName(fields: Fields): boolean {
  return [...fields.values()].some(([node]) => node?.name.value === '__typename');
}

function nodesOf(fields: Fields): number {
  return [...fields.values()].reduce((count, nodes) => count + nodes.length, 0);
}

function typeOf(type: GraphQLNamedType, field: string): GraphQLOutputType | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field]?.type : undefined;
}

function isSame(a: OperationDefinitionNode, b: OperationDefinitionNode): boolean {
  return a.operation === b.operation && a.name?.value === b.name?.value;
}
