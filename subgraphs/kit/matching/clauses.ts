import { type AnalysedRecord, askedKeys } from '../../../matching/index.js';

/**
 * What asked records are looked for by, clause by clause: a row that has one of the keys of `one` and one of those of `other`
 * (texts with keys between spaces) may be the record at the place `asked`, and is worth comparing by so much.
 */
export interface AskedClauses {
  readonly asked: readonly number[];
  readonly one: readonly string[];
  readonly other: readonly string[];
  readonly worth: readonly number[];
}

/** What a clause is worth: of the whole name or two words at once, of one word, of two words apart. */
const worth = { together: 3, rare: 2, words: 2 } as const;

/** Clauses of records, by their places. */
export function clausesOf(analysed: readonly AnalysedRecord[]): AskedClauses {
  const clauses = analysed.flatMap(({ names }, asked) =>
    names.flatMap((name) => {
      const { together, rare, words } = askedKeys(name);
      const pairs = words.flatMap((one, at) => words.slice(at + 1).map((other) => [one, other] as const));
      return [
        { asked, one: together, other: together, worth: worth.together },
        ...rare.map((keys) => ({ asked, one: keys, other: keys, worth: worth.rare })),
        ...pairs.map(([one, other]) => ({ asked, one, other, worth: worth.words })),
      ];
    }),
  );
  return {
    asked: clauses.map(({ asked }) => asked),
    one: clauses.map(({ one }) => one.join(' ')),
    other: clauses.map(({ other }) => other.join(' ')),
    worth: clauses.map((clause) => clause.worth),
  };
}
