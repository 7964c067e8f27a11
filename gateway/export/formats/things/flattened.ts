import type { Cell, CellPath, ExportedObject, ExportRow, ObjectShape } from '../../rows/shape.js';
import { isValue } from './holdsThings.js';

/** What was kept back of an object, and of which of its lists there was more. */
export type Marks = Pick<ExportRow, 'cells' | 'more'>;

/** An object as values of its own, and the things and links that it leads to. */
export interface Flattened {
  /** By column; lists as JSON. */
  readonly values: ReadonlyMap<string, string | number | boolean>;
  readonly links: readonly Link[];
  /** Of the values alone. */
  readonly marks: Marks;
}

/** Something that an object leads to. */
export interface Link {
  readonly field: string;
  /** Place in a list; null for a single object. */
  readonly position: number | null;
  readonly shape: ObjectShape;
  readonly object: ExportedObject;
  readonly marks: Marks;
}

/** Flattens one object down to the things that it leads to. */
export function flatten(shape: ObjectShape, object: ExportedObject, marks: Marks): Flattened {
  const values = new Map<string, string | number | boolean>();
  const links: Link[] = [];
  flattenValues(shape, object, '', values);
  let rest = marks;
  for (const [field, of] of Object.entries(shape.fields)) {
    if (of.kind === 'value' || isValue(of)) continue;
    const value = object[field];
    const items = (Array.isArray(value) ? value : [value]) as (ExportedObject | null | undefined)[];
    for (const [index, item] of items.entries()) {
      if (item === null || item === undefined) continue;
      const position = of.kind === 'list' ? index : null;
      const [below, beside] = divide(rest, position === null ? [field] : [field, position]);
      rest = beside;
      links.push({ field, position, shape: of.of, object: item, marks: below });
    }
  }
  return { values, links, marks: rest };
}

function flattenValues(
  { fields }: ObjectShape,
  object: ExportedObject,
  prefix: string,
  values: Map<string, string | number | boolean>,
): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = object[name];
    if (value === null || value === undefined || !isValue(field)) continue;
    if (field.kind === 'object') flattenValues(field.of, value as ExportedObject, `${prefix}${name}.`, values);
    else values.set(prefix + name, typeof value === 'object' ? JSON.stringify(value) : (value as string));
  }
}

/** Marks below a place, which they lose, and those that are not. */
export function divide(marks: Marks, place: CellPath): readonly [below: Marks, beside: Marks] {
  if (marks.cells.length === 0 && marks.more.length === 0) return [marks, marks];
  const isBelow = (path: CellPath): boolean =>
    path.length > place.length && place.every((part, index) => path[index] === part);
  const cut = (path: CellPath): CellPath => path.slice(place.length);
  const cells = marks.cells.filter(({ path }) => isBelow(path));
  return [
    {
      cells: cells.map((cell): Cell => ({ ...cell, path: cut(cell.path) })),
      more: marks.more.filter(isBelow).map(cut),
    },
    { cells: marks.cells.filter((cell) => !cells.includes(cell)), more: marks.more.filter((path) => !isBelow(path)) },
  ];
}
