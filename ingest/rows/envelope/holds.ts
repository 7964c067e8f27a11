import type { Policy } from '../../../policy/policy.js';
import { type AccessMap, readAccess } from '../../../schema/access.js';
import { readSourceSdl } from '../../../schema/sourceSdl.js';
import { recordSourceNames } from '../../../schema/sources.js';

/** Finds in which categories a record holds data, from the coordinates of the SDL at which it has some. */
export type FindHolds = (coordinates: readonly string[]) => string[];

/**
 * Builds `FindHolds` from the SDL of the sources.
 *
 * @remarks Categories of the envelope and `public` are left out: holding them does not make a record visible (DESIGN
 *   section 4). A coordinate that the SDL does not label throws: a record whose category is unknown is not stored.
 */
export function createHolds(policy: Policy): FindHolds {
  const maps = new Map<string, AccessMap>();
  const labels = new Map<string, string | null>();
  const categoryOf = (coordinate: string): string | null => {
    const known = labels.get(coordinate);
    if (known !== undefined) return known;
    const category = findCategory(maps, coordinate);
    const row = policy.categories[category];
    if (row === undefined) throw new Error(`${coordinate} is labelled ${category}, which policy/matrix.yaml lacks`);
    const counts = !row.public && !row.envelope;
    labels.set(coordinate, counts ? category : null);
    return counts ? category : null;
  };
  return (coordinates) => {
    const held = new Set<string>();
    for (const coordinate of coordinates) {
      const category = categoryOf(coordinate);
      if (category !== null) held.add(category);
    }
    return [...held].sort();
  };
}

function findCategory(maps: Map<string, AccessMap>, coordinate: string): string {
  for (const source of recordSourceNames) {
    const map = maps.get(source) ?? readAccess(readSourceSdl(source));
    maps.set(source, map);
    const access = map.of(coordinate);
    // Why the first: foreign references of a type never label the same field.
    if (access) return access.category;
  }
  throw new Error(`${coordinate} has no label in the SDL`);
}
