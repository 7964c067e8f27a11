import { mostNamed, mostPersonal } from './named.js';

/** What becomes of the number of a group. */
export type Fate =
  /** It is over so many rows that it stands as it is. */
  | 'STANDS'
  /** Its rows are read and named, and counted again as they are judged. */
  | 'NAMED'
  /** So many of its rows are named as may be, and only that there are more is said. */
  | 'AT_LEAST'
  /** It is not told. */
  | 'LEFT';

/** At most so many rows are named for one facet. */
export const mostOfFacet = 1000;

/**
 * What becomes of each group's number, where the log may name a thousand rows for all: values as they come, the most frequent
 * first, up to the first that has no room; then the rows that are in no value.
 *
 * @param values numbers of the values, descending
 * @param others numbers of the rows without a value, and of those not shown
 */
export function planNames(
  values: readonly number[],
  others: readonly number[],
  isPersonal: boolean,
): { readonly values: readonly Fate[]; readonly others: readonly Fate[] } {
  let room = mostOfFacet;
  let isOver = false;
  const take = (number: number): Fate => {
    if (!isPersonal && number > mostNamed) return 'STANDS';
    if (number <= room) {
      room -= number;
      return 'NAMED';
    }
    if (!isPersonal || room < mostPersonal) return 'LEFT';
    room = 0;
    return 'AT_LEAST';
  };
  const fates = values.map((number): Fate => {
    const fate = isOver ? 'LEFT' : take(number);
    isOver ||= fate === 'LEFT';
    return fate;
  });
  return { values: fates, others: others.map(take) };
}
