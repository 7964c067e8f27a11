import { type AnalysedRecord, askedClauses } from '../../../matching/index.js';
import type { Turns } from './turns.js';

/**
 * Clauses that find asked records, in columns: a row with one of the keys (separated by spaces) may be the record at the
 * place `asked`; `worth` says how much it is worth comparing.
 */
export interface AskedClauses {
  readonly asked: readonly number[];
  readonly keys: readonly string[];
  readonly worth: readonly number[];
  /** Among the clauses of a group that a row meets, the one of most worth counts. */
  readonly group: readonly number[];
}

/** More groups than any name has. */
const MAX_GROUPS = 100;

/** Clauses of records, by their places. */
export async function clausesOf(analysed: readonly AnalysedRecord[], turns: Turns): Promise<AskedClauses> {
  const clauses = [];
  for (const [asked, { names }] of analysed.entries()) {
    for (const [at, name] of names.entries()) {
      for (const { group, ...clause } of askedClauses(name))
        clauses.push({ asked, group: at * MAX_GROUPS + group, ...clause });
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
