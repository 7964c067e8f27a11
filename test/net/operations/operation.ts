import type { ViewerName } from '../viewers.js';

/** A question of the net. */
export interface Operation {
  /** Tells it from the others: first what it is about, e.g. `Person.relations`. */
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly viewers: readonly ViewerName[];
  /** Path to the page information of a list, dot by dot: the next page is asked for by `$after`, too. */
  readonly pages?: string;
}

/** Values that arguments and filters are filled with, by the name of the argument or field. */
export type Values = (name: string) => readonly (string | number)[];
