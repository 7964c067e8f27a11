/* Finds the field that somebody means, of all that the graph has: also of those that this viewer never gets. */

/** Types that are the frame of an answer, and no record's. */
const frames = /^(Query|PageInfo)$|(Connection|Edge)$/;

/** Coordinates such as `Person.birthDate`, of what stands in records. */
export function coordinatesOf(fieldsOf: Readonly<Record<string, string>>): readonly string[] {
  const types = Object.entries(fieldsOf).filter(([type]) => !frames.test(type));
  return types.flatMap(([type, fields]) => fields.split(' ').map((field) => `${type}.${field}`));
}

/** At most `most` coordinates that a text may mean, the likeliest first: `birth`, `person.b`, `Person.birthDate`. */
export function findCoordinates(all: readonly string[], text: string, most = 50): readonly string[] {
  const wanted = text.trim().toLowerCase();
  const ranked = all.flatMap((coordinate) => {
    const rank = rankOf(coordinate.toLowerCase(), wanted);
    return rank === undefined ? [] : [{ coordinate, rank }];
  });
  // Of equal rank as they stand: Array.sort keeps it.
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ coordinate }) => coordinate);
}

/** 0 for the very field; undefined where it cannot be meant. */
function rankOf(coordinate: string, wanted: string): number | undefined {
  if (coordinate === wanted) return 0;
  const field = coordinate.slice(coordinate.indexOf('.') + 1);
  if (coordinate.startsWith(wanted)) return 1;
  if (field.startsWith(wanted)) return 2;
  return coordinate.includes(wanted) ? 3 : undefined;
}

/** Categories by the first part of their names, in the order of the answer; places are those of the answer. */
export function groupCategories(
  names: readonly string[],
): readonly { readonly group: string; readonly places: number[] }[] {
  const groups = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const [group = name] = name.split('.');
    groups.set(group, [...(groups.get(group) ?? []), place]);
  }
  return [...groups].map(([group, places]) => ({ group, places }));
}
