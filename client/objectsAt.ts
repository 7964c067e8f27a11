/**
 * The objects at a place of an answer: all that are not null, of whatever type, depth first, items of lists in their order.
 * This order numbers the cells of a line of `extensions.withheld`, whose path names a field of these objects.
 *
 * @param steps response names from `data` on, `*` for all items of a list, a number for one; none: `data` itself
 */
export function objectsAt(data: unknown, steps: readonly (string | number)[]): object[] {
  const found: object[] = [];
  collect(data, steps, 0, found);
  return found;
}

function collect(value: unknown, steps: readonly (string | number)[], at: number, found: object[]): void {
  if (typeof value !== 'object' || value === null) return;
  const step = steps[at];
  if (step === undefined) {
    if (!Array.isArray(value)) found.push(value);
  } else if (step === '*' && Array.isArray(value)) for (const item of value) collect(item, steps, at + 1, found);
  else if (Object.hasOwn(value, step)) collect((value as Record<string, unknown>)[step], steps, at + 1, found);
}
