import type { ReactNode } from 'react';

/** A column of a table of records. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the end of their cell, so that their digits are below each other. */
  readonly isNumber?: boolean;
  /** The field by which the graph orders rows by this column; absent: it does not. */
  readonly order?: string;
}

/** In which order the graph gives the rows. Nothing is ordered here: a page is not the whole list. */
export interface DataOrder {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** The order after a press on a column's head: by it, smallest first; then largest first; then as the graph gives it. */
export function nextOrder(now: DataOrder | undefined, field: string): DataOrder | undefined {
  if (now?.field !== field) return { field, direction: 'ASC' };
  return now.direction === 'ASC' ? { field, direction: 'DESC' } : undefined;
}
