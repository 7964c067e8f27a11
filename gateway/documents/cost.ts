import {
  type ArgumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import { eachField, fieldOn } from '../../policy/operations/eachField.js';

/** An operation, fragments unfolded, with its variables. */
export interface Countable {
  readonly operation: OperationDefinitionNode;
  /** Coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Rows of a page at most, as the sources hold it. */
const MAX_PAGE = 100;
/** Arguments that list what is asked for: `nodes(ids:)`, `matchPersons(asked:)`, and `_entities(representations:)` of a source. */
const oneRowEach: ReadonlySet<string> = new Set(['ids', 'asked', 'representations']);
/** Items of a list that has no paging, as far as the schema can tell. */
const ASSUMED_LIST = 5;

/**
 * How many objects the operation could bring at most: each connection counts `first` rows (or its default) for every
 * row above it, what is listed by id as many as are listed, each unpaged list a few. An upper bound from the
 * document and its variables; no data are looked at.
 */
export function countObjects(checked: Countable, schema: GraphQLSchema): number {
  const root = schema.getRootType(checked.operation.operation);
  return root ? count(checked.operation.selectionSet, root.name, 1, false) : 0;

  function count(set: SelectionSetNode, typeName: string, rows: number, page: boolean): number {
    let objects = 0;
    eachField(set, typeName, ({ name, arguments: given = [], selectionSet }, type) => {
      const field = selectionSet && fieldOn(schema, type, name.value);
      if (!field || !isCompositeType(getNamedType(field.type))) return;
      const size = sizeOf(field, given, page);
      const inner = rows * size.rows;
      objects += (size.counts ? inner : 0) + count(selectionSet, getNamedType(field.type).name, inner, size.page);
    });
    return objects;
  }

  /** Rows that the field brings for each row above; `page`: what stands below is the connection's own frame. */
  function sizeOf(
    field: GraphQLField<unknown, unknown>,
    given: readonly ArgumentNode[],
    page: boolean,
  ): { rows: number; counts: boolean; page: boolean } {
    const first = field.args.find(({ name }) => name === 'first');
    if (first) {
      const node = given.find(({ name }) => name.value === 'first')?.value;
      const value = node ? valueFromAST(node, first.type, checked.variables) : first.defaultValue;
      const ofEach = Math.min(Math.max(Number(value ?? MAX_PAGE), 0), MAX_PAGE);
      return { rows: ofEach * (listedBy(field, given) ?? 1), counts: true, page: true };
    }
    if (page) return { rows: 1, counts: false, page: field.name === 'edges' };
    const listed = listedBy(field, given);
    if (listed !== null) return { rows: listed, counts: true, page: false };
    const type = isNonNullType(field.type) ? field.type.ofType : field.type;
    return { rows: isListType(type) ? ASSUMED_LIST : 1, counts: true, page: false };
  }

  /** How many are asked for by a list; null where none is. */
  function listedBy(field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[]): number | null {
    const listed = field.args.find(({ name }) => oneRowEach.has(name));
    const stated = listed && given.find(({ name }) => name.value === listed.name)?.value;
    if (!listed || !stated) return null;
    const values = valueFromAST(stated, listed.type, checked.variables);
    return Array.isArray(values) ? values.length : 1;
  }
}
