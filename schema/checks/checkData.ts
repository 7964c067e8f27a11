import { type Access, type AccessMap, guardsOf } from '../access.js';
import type { MatrixRows } from '../matrixRows.js';

/** The labels of one source. */
export interface SourceLabels {
  readonly name: string;
  readonly access: AccessMap;
}

interface Holder {
  readonly source: string;
  readonly coordinate: string;
  readonly label: Access;
}

/**
 * Data guarded by different categories at different coordinates: what is masked at one could be read at the other. A copy must
 * also be guarded by the category of the original (`also`), or be the originator's alone.
 *
 * @returns one sentence for each violation; empty where one category guards each datum at every coordinate
 */
export function checkData(
  sources: readonly SourceLabels[],
  { lentToNobody }: Pick<MatrixRows, 'lentToNobody'>,
): string[] {
  return [...holdersByDatum(sources)].flatMap(([datum, holders]) => {
    const [first] = holders;
    if (first === undefined) return [];
    if (holders.length === 1)
      return [`${first.source}: ${first.coordinate} holds the datum ${datum}, which no other coordinate holds`];
    const lent = holders.filter(({ label }) => !guardsOf(label).some((category) => lentToNobody.has(category)));
    const common = lent.map(({ label }) => guardsOf(label)).reduce(intersect, guardsOf(lent[0]?.label ?? first.label));
    return common.length > 0 ? [] : [meeting(datum, lent)];
  });
}

function holdersByDatum(sources: readonly SourceLabels[]): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>();
  const seen = new Set<string>();
  for (const { name: source, access } of sources) {
    for (const coordinate of access.coordinates()) {
      const label = access.of(coordinate);
      // Once: shared types are in every source.
      if (!label || seen.has(coordinate)) continue;
      seen.add(coordinate);
      for (const datum of label.data)
        holders.set(datum, [...(holders.get(datum) ?? []), { source, coordinate, label }]);
    }
  }
  return holders;
}

function intersect(left: readonly string[], right: readonly string[]): readonly string[] {
  return left.filter((category) => right.includes(category));
}

// Names the holder with the fewest categories, which is the original, and the first that lacks its category.
function meeting(datum: string, holders: readonly Holder[]): string {
  const [home] = [...holders].sort((a, b) => guardsOf(a.label).length - guardsOf(b.label).length);
  const category = home?.label.category ?? '';
  const copy = holders.find(({ label }) => !guardsOf(label).includes(category));
  return (
    `${copy?.source}: ${copy?.coordinate} holds the datum ${datum} under ${copy?.label.category}, ` +
    `${home?.coordinate} holds it under ${category}: the copy needs also: "${category}"`
  );
}
