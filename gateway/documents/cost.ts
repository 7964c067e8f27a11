import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { eachField } from '../../policy/operations/eachField.js';
import type { Costs } from '../../schema/federation/costs.js';
import { type FieldCost, fieldCost, isSize, rowsOf } from './fieldCost.js';

/** An operation, fragments unfolded, with its variables. */
export interface Countable {
  readonly operation: OperationDefinitionNode;
  /** Coerced; defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Counts operations over one schema. */
export interface CostCounter {
  /**
   * The most objects that the operation could return, from the schema, the document and its variables alone. A page counts its
   * rows and not its frame, a list as many rows as `@listSize` and its arguments say; what states a weight by `@cost` counts that
   * instead of one.
   */
  count(checked: Countable): number;
  /** Whether an argument of this name may say how many rows there are. */
  isSize(argument: string): boolean;
}

/** What fields are selected on: a page, which has rows and what stands beside them, or an edge, which is a row. */
interface Page {
  /** How many pages there may be: one for each object above. */
  readonly pages: number;
  /** Whether it is of a whole list, not of what belongs to a record. */
  readonly isWhole: boolean;
  /** Whether its rows are counted already. */
  readonly isCounted: boolean;
  /** Names of its lists of rows; null: all its lists. */
  readonly lists: readonly string[] | null;
  /** Whether it is an edge. */
  readonly isEdge: boolean;
}

/** A field as it is asked for. */
interface Asked {
  readonly cost: FieldCost;
  readonly isRow: boolean;
  readonly weight: number | undefined;
  /** Rows for each object above, and of all. */
  readonly rows: number;
  readonly inner: number;
}

/** Products stay numbers that can be compared. */
const MOST = Number.MAX_SAFE_INTEGER;

/** @param costs what the schema, or the supergraph that it is of, says of costs */
export function createCostCounter(schema: GraphQLSchema, costs: Costs): CostCounter {
  const known = new Map<string, Map<string, FieldCost | null>>();
  const costOf = (type: string, field: string): FieldCost | null => {
    const ofType = known.get(type) ?? new Map<string, FieldCost | null>();
    const cost = ofType.get(field);
    if (cost !== undefined) return cost;
    const made = fieldCost(schema, costs, type, field);
    known.set(type, ofType.set(field, made));
    return made;
  };
  return {
    isSize: (argument) => isSize(argument, costs),
    count: ({ operation, variables }) => {
      const root = schema.getRootType(operation.operation)?.name;
      return root ? count(operation.selectionSet, root, 1, null) : 0;

      /** @param times how many objects of the type there may be */
      function count(set: SelectionSetNode, typeName: string, times: number, page: Page | null): number {
        let objects = 0;
        eachField(set, typeName, ({ name, arguments: given = [], selectionSet }, type) => {
          const cost = costOf(type, name.value);
          if (!cost) return;
          const isRow = page !== null && isRowOf(page, name.value, cost);
          const weight = weightOf(cost, isRow ? null : page);
          const rows = isRow ? 1 : rowsOf(cost, given, variables);
          const inner = Math.min(times * rows, MOST);
          objects += ownCount({ cost, isRow, weight, rows, inner }, times, page);
          if (!selectionSet) return;
          const isCounted = weight === undefined;
          if (!isRow && cost.lists !== undefined) {
            const below = { pages: times, isWhole: type === root, isCounted, lists: cost.lists, isEdge: false };
            objects += count(selectionSet, cost.type, inner, below);
          } else {
            // Relay's connections: an edge and its node are one row.
            const isEdge = page !== null && name.value === 'edges';
            objects += count(selectionSet, cost.type, inner, isEdge ? { ...page, isCounted: true, isEdge } : null);
          }
        });
        return objects;
      }
    },
  };
}

function isRowOf({ lists, isEdge }: Page, name: string, { isList }: FieldCost): boolean {
  return isEdge || (lists ? lists.includes(name) : isList);
}

/** What a field counts without what is asked of it. */
function ownCount({ cost, isRow, weight, rows, inner }: Asked, times: number, page: Page | null): number {
  if (isRow) return inner * Math.max((weight ?? 1) - (page?.isCounted ? 1 : 0), 0);
  if (weight !== undefined) return (page ? page.pages : times) * (cost.lists === undefined ? rows : 1) * weight;
  return page && cost.lists === undefined && !cost.isList ? 0 : inner;
}

/**
 * The weight that the schema states; undefined where it states none. Why the smaller one below a record: what is counted of a
 * page reads the rows of its list, few or all, and one type is listed in both ways. The field's weight is of a whole list.
 */
function weightOf({ weights: { field, type } }: FieldCost, page: Page | null): number | undefined {
  if (field === undefined || type === undefined) return field ?? type;
  return page === null || page.isWhole ? field : Math.min(field, type);
}
