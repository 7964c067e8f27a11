/**
 * First place where two JSON values differ, for people; undefined where they are equal, the order of keys included.
 */
export function firstDifference(right, given, path = 'data') {
  if (Object.is(right, given)) return undefined;
  const both = [right, given].every((value) => value !== null && typeof value === 'object');
  if (!both || Array.isArray(right) !== Array.isArray(given)) return `${path} is ${show(given)}, not ${show(right)}`;
  const [keys, others] = [Object.keys(right), Object.keys(given)];
  if (keys.join() !== others.join()) return `${path} has ${show(others)}, not ${show(keys)}`;
  for (const key of keys) {
    const found = firstDifference(right[key], given[key], `${path}.${key}`);
    if (found) return found;
  }
  return undefined;
}

const show = (value) => (JSON.stringify(value) ?? 'absent').slice(0, 80);
