/** A row without the columns that it leaves empty: most rows leave most of theirs, and each would be read twice. */
export type StatedRow = Readonly<Record<string, unknown>>;

/**
 * The columns of a row that are not null, and behind them what is told of it beside.
 *
 * @param renamed new ids by old ones: rows that are staged together refer to each other by id
 * @remarks Why one loop: a row has some forty columns, and each copy of it costs more than writing it as JSON.
 */
export function toStatedRow(row: StatedRow, beside: StatedRow, renamed?: ReadonlyMap<unknown, string>): StatedRow {
  const stated: Record<string, unknown> = {};
  for (const name in row) {
    const value = row[name];
    if (value !== null) stated[name] = renamed?.get(value) ?? value;
  }
  return Object.assign(stated, beside);
}
