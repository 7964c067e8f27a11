import { nameKinds } from '../../../schema/records/parts/subject.js';

/**
 * A record with its keys in one order, independent of the mapping's lines: stored records are compared by a hash of their
 * text, and a mapping whose lines were moved, or that an export wrote, must not change every record.
 */
export function inOrder<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder) as T;
  const from = value as Record<string, unknown>;
  const ordered: Record<string, unknown> = {};
  for (const key of sorted(Object.keys(from))) {
    const inner = from[key];
    ordered[key] = typeof inner === 'object' ? inOrder(inner) : inner;
  }
  return ordered as T;
}

const known = new Map<string, readonly string[]>();
/** Shapes that are remembered: records of one mapping have few. */
const maximumShapes = 2000;

/** Why remembered: the rows of a file are alike, and sorting costs more than all else here. */
function sorted(keys: readonly string[]): readonly string[] {
  const shape = keys.join();
  const found = known.get(shape);
  if (found) return found;
  const order = keys.includes('kind') ? ['kind', ...keys.filter((key) => key !== 'kind').sort()] : keys.toSorted();
  if (known.size < maximumShapes) known.set(shape, order);
  return order;
}

const ranks: readonly string[] = nameKinds.stored;

/** Orders names as in records: the first is the main name. */
export function byRank(one: { readonly kind: string }, other: { readonly kind: string }): number {
  return ranks.indexOf(one.kind) - ranks.indexOf(other.kind);
}
