/** A place in the answer; also the `path` of a resolver's info, as graphql-js has it. */
export class Place {
  /** The object or list that holds the value, once it is made. */
  holder: Holder | null;
  /** Whether an error has already made this place null: later errors below it are not reported. */
  isNulled = false;

  constructor(
    readonly prev: Place | undefined,
    readonly key: string | number,
    readonly typename: string | undefined,
    /** Whether the value may be null; where not, an error propagates. */
    readonly isNullable: boolean,
    holder: Holder | null = null,
  ) {
    this.holder = holder;
  }
}

/** A part of the answer under construction. */
export type Holder = Record<string | number, unknown>;

/** In place of a non-null value that failed: its holder becomes null. */
export const nulled: unique symbol = Symbol('nulled');

/** The nearest place at or above that may be null; undefined for the whole answer. */
export function nullableAt(place: Place): Place | undefined {
  let at: Place | undefined = place;
  while (at !== undefined && !at.isNullable) at = at.prev;
  return at;
}

/** Whether the place is at or below one that an error has made null. */
export function isInNulled(place: Place | undefined): boolean {
  for (let at = place; at !== undefined; at = at.prev) if (at.isNulled) return true;
  return false;
}

/** The index in the first list of the path: which of the representations a value belongs to; -1 outside of one. */
export function entityIndexOf(place: Place | undefined): number {
  let at = place;
  while (at?.prev?.prev !== undefined) at = at.prev;
  return typeof at?.key === 'number' ? at.key : -1;
}
