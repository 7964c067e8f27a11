import { type AnalysedRecord, askedClauses } from '../../../matching/index.js';

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

/** Clauses of records, by their places. */
export function clausesOf(analysed: readonly AnalysedRecord[]): AskedClauses {
  const clauses = analysed.flatMap(({ names }, asked) =>
    names.flatMap(askedClauses).map((clause) => ({ asked, ...clause })),
  );
  return {
    asked: clauses.map(({ asked }) => asked),
    one: clauses.map(({ one }) => one.join(' ')),
    other: clauses.map(({ other }) => other.join(' ')),
    worth: clauses.map(({ worth }) => worth),
  };
}
