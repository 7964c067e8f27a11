/** Where a page ended: the last row's sort key as text (null: it has none, or none for this viewer), and its key. */
export interface Position {
  readonly sortKey: string | null;
  readonly key: string;
}

/** The list that a cursor is good for. */
export interface CursorScope {
  readonly field: string;
  readonly filter: unknown;
  readonly sort: unknown;
}

/** Cursors of one viewer, for a day. `open` throws CURSOR_INVALID. */
export interface CursorBox {
  seal(scope: CursorScope, position: Position): string;
  open(scope: CursorScope, cursor: string): Position;
}
