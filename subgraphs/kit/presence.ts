/** For each projected object with a hit: the fields that were withheld as one, and whether there was a value. */
const withheld = new WeakMap<object, ReadonlyMap<string, boolean>>();

/** Whether a value that was withheld as a hit exists; undefined where the field did not come with the row. */
export function wasPresent(object: object, field: string): boolean | undefined {
  return withheld.get(object)?.get(field);
}

/** Remembers what `wasPresent` tells of a projected object. */
export function setPresent(object: object, fields: ReadonlyMap<string, boolean>): void {
  withheld.set(object, fields);
}
