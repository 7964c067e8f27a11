/** For each projected object with hits: the fields withheld as one, and whether each had a value. */
const withheld = new WeakMap<object, ReadonlyMap<string, boolean>>();

/** Whether a value withheld as a hit exists; undefined where the field did not come with the row. */
export function wasPresent(object: object, field: string): boolean | undefined {
  return withheld.get(object)?.get(field);
}

/** Remembers what `wasPresent` returns for a projected object. */
export function setPresent(object: object, fields: ReadonlyMap<string, boolean>): void {
  withheld.set(object, fields);
}

/** Whether there is a value: an empty list is none. */
export function isPresent(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return Array.isArray(value) ? value.length > 0 : true;
}

/** Which of these fields come with an object, and whether each has a value. */
export function presenceOf(object: object, fields: Iterable<string>): ReadonlyMap<string, boolean> {
  const present = new Map<string, boolean>();
  for (const name of fields) {
    if (Object.hasOwn(object, name)) present.set(name, isPresent((object as Readonly<Record<string, unknown>>)[name]));
  }
  return present;
}
