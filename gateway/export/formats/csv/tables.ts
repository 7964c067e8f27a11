import type { ObjectShape } from '../../rows/shape.js';

/** A table of an export: one for each type of which there are lists, and for that of the rows. */
export interface Table {
  readonly name: string;
  /** Columns of values, of all places at which the type is listed: `consignor.person.name`. */
  readonly columns: readonly string[];
}

/** Columns that every table has before its values: its row, and the row that holds this one in a list. */
export const keyColumns = ['_row', '_parentRow', '_parentTable', '_parentId', '_field', '_position'] as const;
/** Columns behind the values: what was kept back, of which lists there was more, the page. */
export const markColumns = ['_withheld', '_more', '_page'] as const;

/** The tables of rows of a shape, by type; that of the rows first. */
export function tablesOf(root: ObjectShape): ReadonlyMap<string, Table> {
  const columns = new Map<string, Set<string>>();
  const addTable = (shape: ObjectShape): void => {
    const known = columns.get(shape.type) ?? new Set();
    columns.set(shape.type, known);
    addColumns(shape, '', known);
  };
  const addColumns = ({ fields }: ObjectShape, prefix: string, into: Set<string>): void => {
    for (const [name, field] of Object.entries(fields)) {
      if (field.kind === 'value') into.add(prefix + name);
      else if (field.kind === 'object') addColumns(field.of, `${prefix}${name}.`, into);
      else addTable(field.of);
    }
  };
  addTable(root);
  return new Map([...columns].map(([name, set]) => [name, { name, columns: [...set] }]));
}
