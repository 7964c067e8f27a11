import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * Most pairs of fields with one response name, which validation compares (rule OverlappingFieldsCanBeMerged is quadratic).
 * A hundred repetitions of one name pass.
 */
export const MAX_REPETITIONS = 5_000;

/**
 * Counts those pairs: in each selection with its fragments unfolded, then in the merged selections of equal names.
 * Invariant: no fragment spreads itself, and the expanded fields are within their limit.
 */
export function countRepetitions(
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  let pairs = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) {
      count([definition.selectionSet]);
    }
  }
  return pairs;

  function count(sets: readonly SelectionSetNode[]): void {
    const inner = new Map<string, SelectionSetNode[]>();
    const repeats = new Map<string, number>();
    const seen = new Set<string>();
    for (const set of sets) collect(set);
    for (const repeat of repeats.values()) pairs += (repeat * (repeat - 1)) / 2;
    if (pairs > MAX_REPETITIONS) return;
    for (const sub of inner.values()) count(sub);

    function collect(set: SelectionSetNode): void {
      for (const selection of set.selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
        else if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const name = selection.name.value;
          const fragment = fragments.get(name);
          if (fragment && !seen.has(name)) {
            seen.add(name);
            collect(fragment.selectionSet);
          }
        } else {
          const name = (selection.alias ?? selection.name).value;
          repeats.set(name, (repeats.get(name) ?? 0) + 1);
          if (!selection.selectionSet) continue;
          const below = inner.get(name);
          if (below) below.push(selection.selectionSet);
          else inner.set(name, [selection.selectionSet]);
        }
      }
    }
  }
}
