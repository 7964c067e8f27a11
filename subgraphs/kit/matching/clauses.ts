import { type AnalysedRecord, askedClauses } from '../../../matching/index.js';
import type { Turns } from './turns.js';

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
export async function clausesOf(analysed: readonly AnalysedRecord[], turns: Turns): Promise<AskedClauses> {
  const clauses = [];
  for (const [asked, { names }] of analysed.entries()) {
    for (const [at, name] of names.entries()) {
      for (const { group, ...clause } of askedClauses(name))
        clauses.push({ asked, group: at * mostGroups + group, ...clause });
      await turns.next();
    }
  }
  return {
    asked: clauses.map(({ asked }) => asked),
    keys: clauses.map(({ keys }) => keys.join(' ')),
    worth: clauses.map(({ worth }) => worth),
    group: clauses.map(({ group }) => group),
  };
}
