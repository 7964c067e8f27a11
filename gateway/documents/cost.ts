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

/** The frame of a connection: of how many records it is, or of a whole list. */
interface Page {
  readonly parents: number;
  readonly isWhole: boolean;
}

/** Most rows of a page, as in the sources. */
const MAX_PAGE = 100;
/** Arguments with one row for each item: `nodes(ids:)`, `matchPersons(asked:)`, `_entities(representations:)`. */
const oneRowEach: ReadonlySet<string> = new Set(['ids', 'asked', 'representations']);
/** Assumed length of a list without paging. */
const ASSUMED_LIST = 5;

/**
 * What is counted of a connection reads rows, whatever page is shown: what it weighs, by its type, for each record that the
 * connection is of; of a whole list as many objects as take the processor's time of a count over a million rows.
 */
const countedWeights: Readonly<Record<string, { readonly below: number; readonly whole: number }>> = {
  Count: { below: 20, whole: 1_000 },
  ...Object.fromEntries(['Facets', 'Histogram', 'Sum'].map((type) => [type, { below: 100, whole: 2_000 }])),
};

/**
 * The most objects that the operation could return, from the document and its variables alone: each connection counts
 * `first` rows (or its default) for every row above it, a list of ids as many as it has, an unpaged list a few.
 */
export function countObjects(checked: Countable, schema: GraphQLSchema): number {
  const root = schema.getRootType(checked.operation.operation);
  return root ? count(checked.operation.selectionSet, root.name, 1, null) : 0;

  function count(set: SelectionSetNode, typeName: string, rows: number, page: Page | null): number {
    let objects = 0;
    eachField(set, typeName, ({ name, arguments: given = [], selectionSet }, type) => {
      const field = selectionSet && fieldOn(schema, type, name.value);
      if (!field || !isCompositeType(getNamedType(field.type))) return;
      const weight = page && countedWeights[getNamedType(field.type).name];
      if (weight) {
        objects += page.isWhole ? weight.whole : page.parents * weight.below;
        return;
      }
      const size = sizeOf(field, given, page !== null);
      const inner = rows * size.rows;
      const below = size.page ? (page ?? { parents: rows, isWhole: typeName === root?.name }) : null;
      objects += (size.counts ? inner : 0) + count(selectionSet, getNamedType(field.type).name, inner, below);
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
