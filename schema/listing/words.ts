import type { Stated } from './notation.js';

/*
 * Descriptions of what is generated for a listing. `{many}` and `{one}` are the words of the type. A source that says
 * `@listing` on its schema describes its pages in words of its own, and a type that says it differs from its source.
 */
const plain = {
  page: 'A page of {many}.',
  edges: 'The rows of this page, in order.',
  pageInfo: 'Where this page stands.',
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
};

/** Gives the description of one generated coordinate, quoted for SDL. */
export type Words = (coordinate: keyof typeof plain) => string;

/** The words of a type's listing: its own before those of its source, those before the plain ones. */
export function wordsOf(source: Stated, own: Stated): Words {
  const stated: Stated = { ...plain, ...source, ...own };
  return (coordinate) =>
    quoted((stated[coordinate] ?? '').replace(/\{(many|one)\}/g, (_, word: string) => stated[word] ?? ''));
}

/** A text as SDL writes it: every JSON string is a string of GraphQL. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
