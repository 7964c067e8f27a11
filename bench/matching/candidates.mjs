import { askedClauses, nameKeys } from '../../dist/matching/index.js';

/**
 * Names by their keys.
 *
 * @param names analysed
 * @returns for a name that is asked for, the places of those that share a key: none else is ever compared
 */
export function createCandidates(names) {
  const places = new Map();
  for (const [place, name] of names.entries())
    for (const key of nameKeys(name)) {
      const sharing = places.get(key);
      if (sharing) sharing.push(place);
      else places.set(key, [place]);
    }
  return (asked) => new Set(askedClauses(asked).flatMap(({ keys }) => keys.flatMap((key) => places.get(key) ?? [])));
}
