import { type AnalysedRecord, askedClauses } from '../../../matching/index.js';

/**
 * What asked records are looked for by, clause by clause: a row that has one of the keys (a text, with spaces between them) may be
 * the record at the place `asked`, and is worth comparing by so much.
 */
export interface AskedClauses {
  readonly asked: readonly number[];
  readonly keys: readonly string[];
  readonly worth: readonly number[];
  /** Of the clauses of a group that a row meets, the one that is worth most counts. */
  readonly group: readonly number[];
}

/** No name has as many groups. */
const mostGroups = 100;

/** Clauses of records, by their places. */
export function clausesOf(analysed: readonly AnalysedRecord[]): AskedClauses {
  const clauses = analysed.flatMap(({ names }, asked) =>
    names.flatMap((name, at) =>
      askedClauses(name).map(({ group, ...clause }) => ({ asked, group: at * mostGroups + group, ...clause })),
    ),
  );
  return {
    asked: clauses.map(({ asked }) => asked),
    keys: clauses.map(({ keys }) => keys.join(' ')),
    worth: clauses.map(({ worth }) => worth),
    group: clauses.map(({ group }) => group),
  };
}
