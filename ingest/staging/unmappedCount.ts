import { type Remembering, remembersState } from '../spill/remembering.js';

/** Unmapped elements that a result names: a hostile file may hold as many as it has bytes. */
const maximumNames = 1000;
const furtherNames = '(further elements)';

/** Counts the elements of a delivery that have a value and no place in its format. */
export interface UnmappedCount extends Remembering {
  add(element: string): void;
  readonly counts: Readonly<Record<string, number>>;
}

/** Begins to count unmapped elements, by name. */
export function createUnmappedCount(): UnmappedCount {
  const counts: Record<string, number> = {};
  let named = 0;
  const remembered = remembersState<Record<string, number>>(
    () => counts,
    (known) => {
      Object.assign(counts, known);
      named = Object.keys(counts).length;
    },
  );
  return {
    ...remembered,
    counts,
    add: (element) => {
      const known = Object.hasOwn(counts, element);
      if (!known) named += 1;
      const name = known || named <= maximumNames ? element : furtherNames;
      counts[name] = (counts[name] ?? 0) + 1;
    },
  };
}
