/**
 * A record with its keys in one order, whatever the order of the mapping's lines: what is stored is compared by a hash
 * of its text, and a mapping whose lines were moved, or that an export wrote, must not change every record.
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
/** Records of one mapping have few shapes; beyond these each is sorted anew. */
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
