import { type Answered, type CellPath, type CellState, cellState } from '../../../client/index.js';
import type { Field } from './kinds/field.js';
import { fieldState, isKept, type KeptState, keptKey } from './plan.js';

/* The columns of a table of rows, sorted by what the answers say in them. Pure. */

/** Rows of one answer. */
export interface Rows {
  readonly answer: Answered;
  readonly rows: readonly CellPath[];
}

/** Paths of the items of a list; none where it is not shown. */
export function itemsAt(answer: Answered, path: CellPath): CellPath[] {
  const list = cellState(answer, path);
  return list.state === 'shown' && Array.isArray(list.value) ? list.value.map((_, at) => [...path, at]) : [];
}

/** A column of a table of rows. */
export interface Column {
  readonly field: Field;
  /** Type that has the field. */
  readonly type: string;
  /** From the row. */
  readonly path: readonly string[];
  /** The record, from the row, without which there is nothing to say here. */
  readonly under?: readonly string[];
}

/** The columns of rows of a type: what a record or an object in a row has stands beside it. */
export function columnsOf(type: string, fields: readonly Field[]): readonly Column[] {
  return fields.flatMap((field) => {
    const path = field.name === '' ? [] : [field.name];
    const own: Column = { field, type, path };
    if (field.as === 'object') return within(field, path);
    if (field.as === 'record' || field.as === 'thing') return [own, ...within(field, path)];
    return [own];
  });
}

function within(field: { readonly type: string; readonly parts: readonly Field[] }, path: readonly string[]): Column[] {
  return columnsOf(field.type, field.parts).map((column) => ({
    ...column,
    path: [...path, ...column.path],
    under: column.under ? [...path, ...column.under] : path,
  }));
}

/** What an answer says of a column in a row. */
export function columnState(answer: Answered, row: CellPath, { field, path }: Column): CellState {
  return fieldState(answer, { field, path: [...row, ...path] });
}

/** Whether a cell only repeats that the record it is about is not shown. */
export function isBeside(answer: Answered, row: CellPath, { under }: Column): boolean {
  return under !== undefined && under.length > 0 && cellState(answer, [...row, ...under]).state !== 'shown';
}

/** Columns that are kept in every row, for one reason. */
export interface KeptColumns {
  readonly of: KeptState;
  readonly columns: readonly Column[];
}

/** Columns with something to say by row, and those that say the same in every row. */
export interface SortedColumns {
  readonly shown: readonly Column[];
  readonly kept: readonly KeptColumns[];
  /** No row has a value. */
  readonly empty: readonly Column[];
}

/** Sorts columns: what is kept in every row is said once, and a table without blanks is easier to read. */
export function sortColumns(pages: readonly Rows[], columns: readonly Column[]): SortedColumns {
  const shown: Column[] = [];
  const empty: Column[] = [];
  const kept = new Map<string, { of: KeptState; columns: Column[] }>();
  for (const column of columns) {
    const states = pages.flatMap(({ answer, rows }) =>
      rows.flatMap((row) => (isBeside(answer, row, column) ? [] : [columnState(answer, row, column)])),
    );
    const [first] = states;
    if (states.every(({ state }) => state === 'null')) empty.push(column);
    else if (first && isKept(first) && states.every((state) => isKept(state) && keptKey(state) === keptKey(first))) {
      const known = kept.get(keptKey(first)) ?? { of: first, columns: [] };
      kept.set(keptKey(first), known);
      known.columns.push(column);
    } else shown.push(column);
  }
  return { shown, kept: [...kept.values()], empty };
}
