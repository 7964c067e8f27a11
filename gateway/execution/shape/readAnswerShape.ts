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

/** The selections of one place: the client's, and those asked of the sources. */
interface Selected {
  readonly client: readonly SelectionSetNode[];
  readonly admitted: readonly SelectionSetNode[];
}

/**
 * Reads the shape of an operation's answer. Variants of abstract places are read when they are first used.
 *
 * @throws PortcullisError OPERATION_NOT_ANSWERABLE where a type name is asked for that no type can have
 */
export function readAnswerShape(input: CompileInput, schema: GraphQLSchema): AnswerShape {
  return new ShapeReader(input, schema).read();
}

class ShapeReader {
  readonly #input: CompileInput;
  readonly #schema: GraphQLSchema;
  readonly #readFields: ReadFields;
  /** Path patterns, and the index of each. */
  readonly #paths: string[] = [];
  readonly #counters = new Map<string, number>();
  readonly #places = new Map<string, Place>();
  readonly #ids = new Map<FieldNode, number>();
  /** Indices of pruned fields, by path. */
  readonly #prunedAt = new Map<string, number[]>();

  constructor(input: CompileInput, schema: GraphQLSchema) {
    this.#input = input;
    this.#schema = schema;
    this.#readFields = fieldReader(schema);
    for (const [index, { path }] of input.pruned.entries())
      this.#prunedAt.set(path, [...(this.#prunedAt.get(path) ?? []), index]);
  }

  read(): AnswerShape {
    const { operation, admitted, pruned } = this.#input;
    const rootType = this.#schema.getRootType(operation.operation);
    if (!rootType) throw new Error(`no ${operation.operation} type`);
    const sets = (admitted?.definitions ?? []).flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.selectionSet] : [],
    );
    const root = this.#object(rootType, { client: [operation.selectionSet], admitted: sets }, '');
    return { root, paths: this.#paths, pruned };
  }

  #object(type: GraphQLNamedType, selected: Selected, path: string): ObjectShape {
    const fields = this.#readFields(type, selected.client);
    const asked = this.#readFields(type, selected.admitted);
    const empty: object = {};
    for (const name of fields.keys()) setOwn(empty, name, null);
    const shapes = [...fields].map(([name, nodes]) => this.#field(type, name, nodes, asked.get(name), path));
    return {
      type: type.name,
      counter: this.#counterOf(path),
      empty,
      fields: shapes,
      falls: fallOf(shapes),
      required: requiredOf(type, fields, asked),
    };
  }

  #field(
    type: GraphQLNamedType,
    name: string,
    nodes: readonly FieldNode[],
    asked: readonly FieldNode[] | undefined,
    path: string,
  ): FieldShape {
    const { names, pruned } = this.#input;
    const first = nodes[0] as FieldNode;
    const field = first.name.value;
    if (field === '__typename') return { name, kind: 'typename' };
    if (path === '' && (field === '__schema' || field === '__type')) return { name, kind: 'introspection' };
    const at = path === '' ? name : `${path}.${name}`;
    const fieldType = typeOf(type, field);
    if (asked && fieldType) {
      const source = names?.of(first) ?? name;
      return { name, kind: 'value', source, field, value: this.#value(fieldType, nodes, asked, at) };
    }
    const index = this.#prunedAt.get(at)?.find((candidate) => pruned[candidate]?.types.includes(type.name));
    return { name, kind: 'pruned', index: index ?? -1, nonNull: isNonNullType(fieldType) };
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[], asked: readonly FieldNode[], path: string): ValueShape {
    const nonNull = isNonNullType(type);
    const nullable = getNullableType(type);
    if (isListType(nullable))
      return { kind: 'list', nonNull, item: this.#value(nullable.ofType, nodes, asked, `${path}.*`) };
    if (isLeafType(nullable)) return { kind: 'leaf', nonNull, check: leafCheck(nullable) };
    return { kind: 'object', nonNull, place: this.#place(nullable as GraphQLNamedType, nodes, asked, path) };
  }

  // Why kept: variants of a place share what they select alike, so that the whole is no larger than the document.
  #place(type: GraphQLNamedType, nodes: readonly FieldNode[], asked: readonly FieldNode[], path: string): Place {
    const idOf = (node: FieldNode): number => this.#idOf(node);
    const key = `${path} ${type.name} ${nodes.map(idOf)} ${asked.map(idOf)}`;
    const known = this.#places.get(key);
    if (known) return known;
    const schema = this.#schema;
    const selected = { client: selectionsOf(nodes), admitted: selectionsOf(asked) };
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    const needsType = (): boolean => this.#dependsOnType(type, possible, selected);
    // Why refused: no source can state the type of such an object, and null would say that there is no object.
    if (possible.length === 0 && needsType())
      throw new PortcullisError('OPERATION_NOT_ANSWERABLE', { at: `${type.name}.__typename` });
    const place = createPlace({
      counter: this.#counterOf(path),
      possible: possible.map(({ name }) => name),
      only: isObjectType(type) ? type.name : null,
      isAbstract: (name) => isAbstractType(schema.getType(name)),
      shapeOf: (name) => this.#object(schema.getType(name) as GraphQLNamedType, selected, path),
      untyped: () => this.#fallingShape(place) ?? (needsType() ? null : this.#object(type, selected, path)),
    });
    this.#places.set(key, place);
    return place;
  }

  /**
   * The shape of an object of unknown type where the shapes of all its types fall: then no source is asked for its type,
   * and the type of the place knows less of what is never null than they do.
   */
  #fallingShape({ possible, variant }: Place): ObjectShape | undefined {
    const { pruned } = this.#input;
    // Why first: reading the shapes of all types costs, and nothing falls where nothing is withheld.
    if (pruned.length === 0) return undefined;
    const shapes = possible.map(variant);
    if (!shapes.every(({ falls }) => falls !== undefined)) return undefined;
    // The report names the field for which an object fell: one that all types have is true whatever its type.
    const isOfAll = ({ falls = -1 }: ObjectShape) => possible.every((type) => pruned[falls]?.types.includes(type));
    return shapes.find(isOfAll) ?? shapes[0];
  }

  /** Whether what is shown of an object depends on its type: `__typename`, or fields that only some of its types have. */
  #dependsOnType(type: GraphQLNamedType, possible: readonly GraphQLObjectType[], selected: Selected): boolean {
    const shown = this.#readFields(type, selected.client);
    return (
      asksTypeName(shown) ||
      asksTypeName(this.#readFields(type, selected.admitted)) ||
      possible.some((each) => nodesOf(this.#readFields(each, selected.client)) > nodesOf(shown))
    );
  }

  #counterOf(path: string): number {
    const counter = this.#counters.get(path) ?? this.#paths.push(path) - 1;
    this.#counters.set(path, counter);
    return counter;
  }

  #idOf(node: FieldNode): number {
    const id = this.#ids.get(node) ?? this.#ids.size;
    this.#ids.set(node, id);
    return id;
  }
}

/** Leaves that were asked for beside the client's fields and are never null, above all the id of a record. */
function requiredOf(type: GraphQLNamedType, fields: Fields, asked: Fields): ObjectShape['required'] {
  return [...asked].flatMap(([name, [node]]) => {
    const fieldType = fields.has(name) || !node ? undefined : typeOf(type, node.name.value);
    if (!isNonNullType(fieldType) || !isLeafType(fieldType.ofType)) return [];
    return [{ name, check: leafCheck(fieldType.ofType) }];
  });
}

/** The pruned field for which an object of these fields falls. */
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
