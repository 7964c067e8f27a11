/** Lists of values by dimension: stands for all their combinations. */
export type Gathered<Key extends string> = Readonly<Record<Key, readonly string[]>>;

/**
 * Merges rows, dimension by dimension: rows that differ in that dimension alone become one. Values keep the order of their
 * first rows.
 */
export function gather<Key extends string, Row extends Gathered<Key>>(
  rows: readonly Row[],
  dimensions: readonly Key[],
): readonly Row[] {
  let merged = rows;
  for (const dimension of dimensions) {
    const groups = new Map<string, Row>();
    for (const row of merged) {
      const key = JSON.stringify({ ...row, [dimension]: null });
      const known = groups.get(key);
      groups.set(key, known ? { ...known, [dimension]: [...known[dimension], ...row[dimension]] } : row);
    }
    merged = [...groups.values()];
  }
  return merged;
}
