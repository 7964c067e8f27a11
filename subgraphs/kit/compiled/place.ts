/** Where a value stands in the answer; also the path that resolvers are told, as graphql-js words it. */
export class Place {
  /** The object or list that holds the value, once it is made. */
  holder: Holder | null;
  /** Whether an error has already made this place null: what comes after below it is not reported. */
  isNulled = false;

  constructor(
    readonly prev: Place | undefined,
    readonly key: string | number,
    readonly typename: string | undefined,
    /** Whether null may stand here; where not, an error goes up. */
    readonly isNullable: boolean,
    holder: Holder | null = null,
  ) {
    this.holder = holder;
  }
}

/** A part of the answer under construction. */
export type Holder = Record<string | number, unknown>;

/** Stands for a value that may not be null and failed: what holds it becomes null. */
export const nulled: unique symbol = Symbol('nulled');

/** The nearest place at or above that may be null; undefined for the whole answer. */
export function nullableAt(place: Place): Place | undefined {
  let at: Place | undefined = place;
  while (at !== undefined && !at.isNullable) at = at.prev;
  return at;
}

/** Whether the place lies in what an error has made null. */
export function isInNulled(place: Place | undefined): boolean {
  for (let at = place; at !== undefined; at = at.prev) if (at.isNulled) return true;
  return false;
}

/** Response keys and places in lists, from the root down. */
export function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.prev) path.push(at.key);
  return path.reverse();
}

/** The place in the first list of the path: which of the entities asked for a value belongs to. */
export function entityIndexOf(place: Place | undefined): number {
  let at = place;
  while (at?.prev?.prev !== undefined) at = at.prev;
  return typeof at?.key === 'number' ? at.key : -1;
}
