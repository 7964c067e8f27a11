import {
  type Cell,
  type CellPath,
  type ExportedObject,
  type ExportRow,
  keyOf,
  type ObjectShape,
} from '../../rows/shape.js';

/** A row of a table, before it is text. */
export interface TableRow {
  readonly table: string;
  /** Number in its table, from 1. */
  readonly row: number;
  /** The row that holds it in a list; null for a row of the export. */
  readonly parent: ParentRow | null;
  readonly values: ReadonlyMap<string, unknown>;
  readonly cells: readonly Cell[];
  readonly more: readonly CellPath[];
}

interface ParentRow {
  readonly table: string;
  readonly row: number;
  /** What identifies the holder among those of its type, where something does. */
  readonly id: string | null;
  /** The list, from the holder: `consignor.addresses`. */
  readonly field: string;
  /** Place in the list, from 1. */
  readonly position: number;
}

/** Numbers the rows of each table, through all pages of an export. */
export type RowNumbers = Map<string, number>;

/** The rows of all tables that one row of an export becomes: its own, then what it lists. */
export function* tableRows(root: ObjectShape, { record, cells, more }: ExportRow, numbers: RowNumbers) {
  yield* rowsOf(root, record, { cells, more }, null);

  function* rowsOf(
    shape: ObjectShape,
    object: ExportedObject,
    marks: Marks,
    parent: ParentRow | null,
  ): Generator<TableRow> {
    const row = (numbers.get(shape.type) ?? 0) + 1;
    numbers.set(shape.type, row);
    const values = new Map<string, unknown>();
    const lists: Listed[] = [];
    flatten(shape, object, '', values, lists);
    const { own, below } = divide(marks);
    yield { table: shape.type, row, parent, values, ...own };
    for (const { field, of, items } of lists) {
      for (const [index, item] of items.entries()) {
        if (item === null) continue;
        const held = { table: shape.type, row, id: keyOf(shape, object), field, position: index + 1 };
        yield* rowsOf(of, item, below.get(`${field}.${index}`) ?? none, held);
      }
    }
  }
}

interface Listed {
  readonly field: string;
  readonly of: ObjectShape;
  readonly items: readonly (ExportedObject | null)[];
}

function flatten(
  { fields }: ObjectShape,
  object: ExportedObject,
  prefix: string,
  values: Map<string, unknown>,
  lists: Listed[],
): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = object[name];
    if (value === null || value === undefined) continue;
    const path = prefix + name;
    if (field.kind === 'value') values.set(path, value);
    else if (field.kind === 'object') flatten(field.of, value as ExportedObject, `${path}.`, values, lists);
    else lists.push({ field: path, of: field.of, items: value as readonly (ExportedObject | null)[] });
  }
}

type Marks = Pick<ExportRow, 'cells' | 'more'>;
const none: Marks = { cells: [], more: [] };

/** Divides marks into those of an object's own row and those of what it lists, by list and position, which they lose. */
function divide({ cells, more }: Marks): { readonly own: Marks; readonly below: ReadonlyMap<string, Marks> } {
  if (cells.length === 0 && more.length === 0) return { own: none, below: new Map() };
  const own = { cells: [] as Cell[], more: [] as CellPath[] };
  const below = new Map<string, typeof own>();
  const placeOf = (path: CellPath): readonly [into: typeof own, rest: CellPath] => {
    const at = path.findIndex((part) => typeof part === 'number');
    if (at < 0 || at === path.length - 1) return [own, path];
    const item = path.slice(0, at + 1).join('.');
    const into = below.get(item) ?? { cells: [], more: [] };
    below.set(item, into);
    return [into, path.slice(at + 1)];
  };
  for (const cell of cells) {
    const [into, path] = placeOf(cell.path);
    into.cells.push({ ...cell, path });
  }
  for (const path of more) {
    const [into, rest] = placeOf(path);
    into.more.push(rest);
  }
  return { own, below };
}
