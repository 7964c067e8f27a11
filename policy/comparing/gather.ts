/** Lists of values by dimension, all of whose combinations are meant. */
export type Gathered<Key extends string> = Readonly<Record<Key, readonly string[]>>;

/**
 * Few rows that say together what many say, one value a dimension: rows that differ in one dimension alone become one,
 * dimension by dimension. The values of each stand in the order of their first row.
 */
export function gather<Key extends string, Row extends Gathered<Key>>(
  rows: readonly Row[],
  dimensions: readonly Key[],
): readonly Row[] {
  return dimensions.reduce<readonly Row[]>((some, dimension) => {
    const groups = new Map<string, Row>();
    for (const row of some) {
      const key = JSON.stringify({ ...row, [dimension]: null });
      const known = groups.get(key);
      groups.set(key, known ? { ...known, [dimension]: [...known[dimension], ...row[dimension]] } : row);
    }
    return [...groups.values()];
  }, rows);
}
