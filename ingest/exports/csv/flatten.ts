/** A value of a record that is no list and no object, at its place. */
export interface Leaf {
  /** E.g. `names[1].name`, `birthDates[2]`, `place.country`: positions from 1. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** Every value of a record with its path, in the record's order; null, and what is empty, has none. */
export function* flatten(value: unknown, path = ''): Generator<Leaf> {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* flatten(one, `${path}[${index + 1}]`);
  } else if (typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) yield* flatten(one, path === '' ? name : `${path}.${name}`);
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    yield { path, value };
  }
}

/** The same path in every element: `names[].name` for `names[2].name`. */
export function withoutPositions(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}
