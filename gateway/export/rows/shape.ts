import type { WithheldLine } from '../../../client/withheld.js';

/** What an exported object has: the selection under the names of the schema, never under a client's aliases. */
export interface ObjectShape {
  /** Type in the schema; of an abstract type, each object names its own as `__typename`. */
  readonly type: string;
  /** The field that tells one from another of its type, e.g. `id`, `imo`; null: a part of what holds it, or a link. */
  readonly key: string | null;
  /** In the order of the selection. */
  readonly fields: Readonly<Record<string, FieldShape>>;
}

/** What a field of an exported object holds. */
export type FieldShape =
  /** A scalar or an enum, by the name of its type, or a list of them. */
  | { readonly kind: 'value'; readonly type: string; readonly isList: boolean }
  | { readonly kind: 'object'; readonly of: ObjectShape }
  /** A list of objects, or the nodes of a connection. */
  | { readonly kind: 'list'; readonly of: ObjectShape };

/** An exported object, by names of fields; lists and connections are arrays, whose items may be null. */
export type ExportedObject = Readonly<Record<string, unknown>>;

/** A place in a record: names of fields, and positions in lists, from 0. */
export type CellPath = readonly (string | number)[];

/** A field that was kept back, or shown in part; `path` is of the record, with `*` for the items of lists in `PageLine`. */
export type Cell = Omit<WithheldLine, 'path' | 'count' | 'cells'> & { readonly path: CellPath };

/** A line of the report of a page: how many objects of its rows lack a field, or have it in part. */
export type PageLine = Cell & Pick<WithheldLine, 'count'>;

/** One node of the root connection. */
export interface ExportRow {
  readonly record: ExportedObject;
  readonly cells: readonly Cell[];
  /** Nested connections of which there was more than was selected. */
  readonly more: readonly CellPath[];
}

/** A place as text: `goodsItems.2.value`. */
export function writePath(path: CellPath): string {
  return path.join('.');
}

/** The type of an object. */
export function typeOf(shape: ObjectShape, object: ExportedObject): string {
  return typeof object.__typename === 'string' ? object.__typename : shape.type;
}

/** What identifies an object among those of its type; null where nothing does. */
export function keyOf(shape: ObjectShape, object: ExportedObject): string | null {
  const key = shape.key === null ? null : object[shape.key];
  return typeof key === 'string' && key !== '' ? key : null;
}
