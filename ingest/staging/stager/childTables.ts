import type { StagedItem } from '../../rows/stagedItem.js';

/** The child tables of each record table, in an order in which each may refer to those before it. */
export type ChildTables = Readonly<
  Record<string, readonly { readonly table: string; readonly parentColumn: string }[]>
>;

/** Child tables, with those of the items; every record names all of its table, those without rows too. */
export function withChildTables(known: ChildTables, items: readonly StagedItem[]): ChildTables {
  const found: Record<string, ChildTables[string]> = {};
  for (const { table, row } of items) {
    if (row === null || table in known || table in found) continue;
    found[table] = row.children.map(({ table: child, parentColumn }) => ({ table: child, parentColumn }));
  }
  return { ...known, ...found };
}
