/** A row without the columns that it leaves empty: most rows leave most of theirs, and each would be read twice. */
export type StatedRow = Readonly<Record<string, unknown>>;

/** The columns of a row that are not null. */
export function toStatedRow(row: Readonly<Record<string, unknown>>): StatedRow {
  const stated: Record<string, unknown> = {};
  for (const name in row) if (row[name] !== null) stated[name] = row[name];
  return stated;
}
