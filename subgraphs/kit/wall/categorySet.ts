/** A set of categories; within one report, equal sets are the same object. */
export interface CategorySet {
  /** Sorted. */
  readonly names: readonly string[];
  /** Unions already made with these sets. */
  readonly unions: Map<CategorySet, CategorySet>;
}

/** The sets of one report. */
export interface CategorySets {
  readonly empty: CategorySet;
  of(names: Iterable<string>): CategorySet;
  one(name: string): CategorySet;
  union(left: CategorySet, right: CategorySet): CategorySet;
}

/** Why interned: a thousand records show a handful of sets, so that adding to one is mostly a comparison. */
export function createCategorySets(): CategorySets {
  const known = new Map<string, CategorySet>();
  const ones = new Map<string, CategorySet>();
  const of = (names: Iterable<string>): CategorySet => {
    const sorted = [...new Set(names)].sort();
    const key = JSON.stringify(sorted);
    const set = known.get(key) ?? { names: sorted, unions: new Map() };
    known.set(key, set);
    return set;
  };
  return {
    empty: of([]),
    of,
    one(name) {
      const set = ones.get(name) ?? of([name]);
      ones.set(name, set);
      return set;
    },
    union(left, right) {
      if (left === right) return left;
      const united = left.unions.get(right) ?? of([...left.names, ...right.names]);
      left.unions.set(right, united);
      return united;
    },
  };
}
