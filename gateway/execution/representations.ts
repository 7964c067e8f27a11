/** Entities to fetch, each asked for once. */
export interface UniqueRepresentations {
  readonly unique: readonly unknown[];
  /** For each of the original ones, its place among the unique. */
  readonly places: readonly number[];
}

/** Asks for each entity once, however often it stands in the answer. The order is that of first occurrence. */
export function uniqueRepresentations(representations: readonly unknown[]): UniqueRepresentations {
  const known = new Map<string, number>();
  const unique: unknown[] = [];
  const places = representations.map((representation) => {
    const key = stable(representation);
    const place = known.get(key) ?? unique.push(representation) - 1;
    known.set(key, place);
    return place;
  });
  return { unique, places };
}

/**
 * Entities for each of the original representations.
 *
 * Why copies: the executor merges later answers into these objects, and two places must not share one.
 */
export function spreadEntities(entities: readonly unknown[], places: readonly number[]): unknown[] {
  const used = new Set<number>();
  return places.map((place) => {
    const first = !used.has(place);
    used.add(place);
    return first ? (entities[place] ?? null) : structuredClone(entities[place] ?? null);
  });
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`).join(',')}}`;
}
