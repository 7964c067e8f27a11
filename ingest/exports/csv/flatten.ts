/** A scalar value of a record with its path. */
export interface Leaf {
  /** E.g. `names[1].name`, `birthDates[2]`, `place.country`: positions from 1. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** Every scalar value of a record, in the record's order; nulls and empty lists and objects have none. */
export function* flatten(value: unknown, path = ''): Generator<Leaf> {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* flatten(item, `${path}[${index + 1}]`);
  } else if (typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) yield* flatten(member, path === '' ? name : `${path}.${name}`);
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    yield { path, value };
  }
}

/** The path without positions: `names[].name` for `names[2].name`. */
export function withoutPositions(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}
