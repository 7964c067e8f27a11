import type { Policy } from '../policy.js';

/** A sentence for each agency that reads the looks of others and whose own looks no other agency reads. */
export function overseerWarnings({ agencies }: Policy): readonly string[] {
  const all = Object.values(agencies);
  return all
    .filter(
      ({ id, mandate }) => mandate.length > 0 && !all.some((other) => other.id !== id && other.mandate.includes(id)),
    )
    .map(({ id }) => `Nobody oversees ${id}, which oversees others: name it in the mandate of another overseer.`);
}
