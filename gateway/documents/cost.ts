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

/** Most rows of a page, as in the sources. */
const MAX_PAGE = 100;
/** Arguments with one row for each item: `nodes(ids:)`, `matchPersons(asked:)`, `_entities(representations:)`. */
const oneRowEach: ReadonlySet<string> = new Set(['ids', 'asked', 'representations']);
/** Assumed length of a list without paging. */
const ASSUMED_LIST = 5;

/** What is counted of a connection reads rows, whatever it shows: by its type, the rows that it weighs. */
const countedWeights: Readonly<Record<string, number>> = { Count: 20, Facets: 100, Histogram: 100, Sum: 100 };

/**
 * The most objects that the operation could return, from the document and its variables alone: each connection counts
 * `first` rows (or its default) for every row above it, a list of ids as many as it has, an unpaged list a few.
 */
export function countObjects(checked: Countable, schema: GraphQLSchema): number {
  const root = schema.getRootType(checked.operation.operation);
  return root ? count(checked.operation.selectionSet, root.name, 1, false) : 0;

  function count(set: SelectionSetNode, typeName: string, rows: number, page: boolean): number {
    let objects = 0;
    eachField(set, typeName, ({ name, arguments: given = [], selectionSet }, type) => {
      const field = selectionSet && fieldOn(schema, type, name.value);
      if (!field || !isCompositeType(getNamedType(field.type))) return;
      const weight = page ? countedWeights[getNamedType(field.type).name] : undefined;
      if (weight !== undefined) objects += rows * weight;
      const size = sizeOf(field, given, page);
      const inner = rows * size.rows;
      objects += (size.counts ? inner : 0) + count(selectionSet, getNamedType(field.type).name, inner, size.page);
    });
    return objects;
  }

  /** Rows of the field for each row above; `page`: the fields below are the connection's frame. */
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

  /** Length of the list that asks for rows; null where there is none. */
  function listedBy(field: GraphQLField<unknown, unknown>, given: readonly ArgumentNode[]): number | null {
    const listed = field.args.find(({ name }) => oneRowEach.has(name));
    const stated = listed && given.find(({ name }) => name.value === listed.name)?.value;
    if (!listed || !stated) return null;
    const values = valueFromAST(stated, listed.type, checked.variables);
    return Array.isArray(values) ? values.length : 1;
  }
}
