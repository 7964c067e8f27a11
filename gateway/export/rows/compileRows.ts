import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { WithheldCells, WithheldLine } from '../../../client/withheld.js';
import { badUserInput } from '../../../schema/errors.js';
import { isObject } from '../../../schema/isObject.js';
import type { Cell, CellPath, ExportedObject, ExportRow, FieldShape, ObjectShape } from './shape.js';

/** How the answers of an operation become rows. */
export interface CompiledRows {
  /** The field of the query whose connection is exported. */
  readonly rootField: string;
  /** What each row is. */
  readonly root: ObjectShape;
  /**
   * The rows of one answered page, in its order; a node that is null is none.
   *
   * @param withheld of this answer, by its objects
   */
  toRows(data: unknown, withheld: WithheldCells): ExportRow[];
}

/** What is said of a row beside its values, while it is read. */
interface Said {
  readonly withheld: WithheldCells;
  readonly cells: Cell[];
  readonly more: CellPath[];
}

/** Reads a value of an answer. @param path its place in the row */
type Read<Value, Result> = (value: Value, path: CellPath, said: Said) => Result;

/**
 * Compiles the way from the answers of an operation to the rows of an export.
 *
 * @param operation with its fragments unfolded, its conditions settled and no aliases
 * @param keys of entity types, see `entityKeys`
 * @throws PortcullisError BAD_USER_INPUT unless its one field of the query is a connection
 */
export function compileRows(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  keys: ReadonlyMap<string, string>,
): CompiledRows {
  const fields = fieldsOf(schema.getQueryType() as GraphQLNamedType, [operation.selectionSet], schema);
  const [[rootField = '', { type, nodes }] = ['', { type: undefined, nodes: [] }], ...others] = [...fields];
  const page = type && nodesOf(type, nodes, schema);
  if (!page || others.length > 0)
    throw badUserInput('An export has one field of the query, which is a connection such as `consignments`.');
  const { shape, read } = compileObject(page.type, page.selections, { schema, keys });
  return {
    rootField,
    root: shape,
    toRows: (data, withheld) =>
      nodesIn(isObject(data) ? data[rootField] : null).flatMap((node) => {
        if (!isObject(node)) return [];
        const cells: Cell[] = [];
        const more: CellPath[] = [];
        return { record: read(node, [], { withheld, cells, more }), cells, more };
      }),
  };
}

interface Known {
  readonly schema: GraphQLSchema;
  readonly keys: ReadonlyMap<string, string>;
}

interface SelectedField {
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
}

/** Selected fields by name, of every type that an object of the selection may have. */
function fieldsOf(
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  schema: GraphQLSchema,
): Map<string, SelectedField> {
  const fields = new Map<string, { type: GraphQLOutputType; nodes: FieldNode[] }>();
  const collect = (holder: GraphQLNamedType | undefined, set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const definition = holder && 'getFields' in holder ? holder.getFields()[selection.name.value] : undefined;
        const known = fields.get(selection.name.value);
        if (known) known.nodes.push(selection);
        else if (definition && 'args' in definition)
          fields.set(selection.name.value, { type: definition.type, nodes: [selection] });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        collect(condition === undefined ? holder : schema.getType(condition), selection.selectionSet);
      }
    }
  };
  for (const set of sets) collect(type, set);
  return fields;
}

/** Type and selections of the nodes of a connection; null where the type is none, or its nodes are not selected. */
function nodesOf(type: GraphQLOutputType, nodes: readonly FieldNode[], schema: GraphQLSchema) {
  const connection = getNullableType(type);
  if (!isObjectType(connection)) return null;
  const edges = fieldsOf(connection, selectionsOf(nodes), schema).get('edges');
  if (!edges || !isListType(getNullableType(edges.type))) return null;
  const node = fieldsOf(getNamedType(edges.type), selectionsOf(edges.nodes), schema).get('node');
  return node ? { type: getNamedType(node.type), selections: selectionsOf(node.nodes) } : null;
}

function selectionsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function compileObject(type: GraphQLNamedType, sets: readonly SelectionSetNode[], known: Known) {
  const isAbstract = isAbstractType(type);
  const fields: Record<string, FieldShape> = isAbstract
    ? { __typename: { kind: 'value', type: 'String', isList: false } }
    : {};
  const reads: [name: string, read: Read<unknown, unknown>][] = [];
  for (const [name, field] of fieldsOf(type, sets, known.schema)) {
    const compiled = compileField(field, known);
    if (compiled === null) continue;
    fields[name] = compiled.shape;
    reads.push([name, compiled.read]);
  }
  const read: Read<ExportedObject, ExportedObject> = (object, path, said) => {
    const record: Record<string, unknown> = isAbstract ? { __typename: typeNameOf(object, type, known.schema) } : {};
    for (const [name, readField] of reads) {
      if (object[name] === undefined) continue;
      const place = [...path, name];
      record[name] = readField(object[name], place, said);
      const line = said.withheld.lineOf(object, name);
      if (line) said.cells.push(cellOf(line, place));
    }
    return record;
  };
  const shape: ObjectShape = { type: type.name, key: known.keys.get(type.name) ?? (isAbstract ? 'id' : null), fields };
  return { shape, read };
}

function cellOf({ count: _count, cells: _cells, ...line }: WithheldLine, path: CellPath): Cell {
  return { ...line, path };
}

/** The type that an object of an abstract one names; the abstract one where it names none of the schema. */
function typeNameOf({ __typename: name }: ExportedObject, { name: abstract }: GraphQLNamedType, schema: GraphQLSchema) {
  return typeof name === 'string' && isObjectType(schema.getType(name)) ? name : abstract;
}

/** Null for a connection whose nodes are not selected. */
function compileField({ type, nodes }: SelectedField, known: Known) {
  const named = getNamedType(type);
  const isList = isListType(getNullableType(type));
  if (!isCompositeType(named)) {
    const shape: FieldShape = { kind: 'value', type: named.name, isList };
    const read: Read<unknown, unknown> = (value) => value;
    return { shape, read };
  }
  const page = isList ? null : nodesOf(type, nodes, known.schema);
  if (page === null && !isList && isConnection(named)) return null;
  const inner = compileObject(page?.type ?? named, page?.selections ?? selectionsOf(nodes), known);
  const readOne: Read<unknown, unknown> = (value, path, said) =>
    isObject(value) ? inner.read(value, path, said) : null;
  if (page === null && !isList) return { shape: { kind: 'object', of: inner.shape } as FieldShape, read: readOne };
  const readMany: Read<unknown, unknown> = (value, path, said) => {
    if (value === null) return null;
    if (page && hasMore(value)) said.more.push(path);
    const items = page ? nodesIn(value) : Array.isArray(value) ? value : [];
    return items.map((item, index) => readOne(item, [...path, index], said));
  };
  return { shape: { kind: 'list', of: inner.shape } as FieldShape, read: readMany };
}

/** Whether a type holds a page of rows. */
export function isConnection(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.getFields().edges !== undefined && type.getFields().pageInfo !== undefined;
}

function nodesIn(connection: unknown): unknown[] {
  const edges = isObject(connection) ? connection.edges : null;
  return Array.isArray(edges) ? edges.map((edge) => (isObject(edge) ? (edge.node ?? null) : null)) : [];
}

function hasMore(connection: unknown): boolean {
  return isObject(connection) && isObject(connection.pageInfo) && connection.pageInfo.hasNextPage === true;
}
