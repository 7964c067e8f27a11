import type { Stated } from './notation.js';

/*
 * Default descriptions of what is generated for a listing. `{many}` and `{one}` are the words for the type. `@listing` on a
 * source's schema overrides them for the source, and `@listing` on a type for that type.
 */
const defaults = {
  page: 'A page of {many}.',
  edges: 'The rows of this page, in order.',
  pageInfo: 'Where this page stands.',
  totalCount: 'How many there are for this viewer under the filter, on all pages together.',
  facets: 'How many there are by each value of a datum, the most frequent values first.',
  by: 'By which datum, which is needed in full.',
  values: 'Values at most, 1 to 100.',
  histogram: 'How many there are in each interval of a time.',
  byDate: 'By which date, which is needed in full.',
  interval: 'Into what the time is divided.',
  timeZone: 'Name of the time zone (IANA) in which instants are dated, e.g. `Europe/Amsterdam`.',
  sum: 'How much there is in all, by unit: of more than ten rows, to three digits.',
  of: 'Of what, which is needed in full.',
  sumBy: 'By which datum besides; null: all together.',
  edge: 'One row of a page of {many}.',
  cursor: 'Where to go on from, with `after`.',
  node: 'The row; null where it is withheld.',
  first: 'How many, 1 to 100.',
  after: 'Cursor of the row to go on from.',
  filter: 'Conditions; each needs the datum it looks at in full.',
  sort: 'Order; by id where absent.',
  conditions: 'Conditions on {many}.',
  and: 'All of these hold.',
  or: 'At least one of these holds.',
  not: 'This does not hold.',
  order: 'Order of {many}; rows whose key is not shown in full come last, by id.',
  field: 'What to order by.',
  direction: 'Smallest or largest first.',
  keys: 'What {many} can be ordered by.',
  facetKeys: 'By what {many} can be counted.',
  histogramKeys: 'By which dates {many} can be counted.',
  sumKeys: 'What can be summed of {many}.',
};

/** Gives the description of one generated coordinate, quoted for SDL. */
export type Words = (coordinate: keyof typeof defaults) => string;

/** The descriptions of a type's listing: its own, else its source's, else the defaults. */
export function wordsOf(source: Stated, own: Stated): Words {
  const stated: Stated = { ...defaults, ...source, ...own };
  return (coordinate) =>
    quoted((stated[coordinate] ?? '').replace(/\{(many|one)\}/g, (_, word: string) => stated[word] ?? ''));
}

/** A text quoted for SDL: every JSON string is a GraphQL string. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
