import { joinTold, marksOf, type Told } from '../../../auditlog/told.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import type { CategorySet, CategorySets } from '../wall/categorySet.js';

/** What an answer says of a subject; of one report equal ones are the same object. */
export interface DisclosureFacts {
  readonly originator: string | null;
  readonly told: Told;
  readonly shown: CategorySet;
}

/** What is said of the subjects of one report: a handful of things, of hundreds of subjects. */
export interface DisclosureSet {
  of(originator: string | null, told: Told, shown: CategorySet): DisclosureFacts;
  join(one: DisclosureFacts, other: DisclosureFacts): DisclosureFacts;
}

/** An empty collection of what one report says. */
export function createDisclosureSet(sets: CategorySets): DisclosureSet {
  const known = new Map<CategorySet, DisclosureFacts[]>();
  const of: DisclosureSet['of'] = (originator, told, shown) => {
    let ofSet = known.get(shown);
    if (ofSet === undefined) {
      ofSet = [];
      known.set(shown, ofSet);
    }
    for (const said of ofSet) if (said.originator === originator && said.told === told) return said;
    const made = { originator, told, shown };
    ofSet.push(made);
    return made;
  };
  return {
    of,
    join(one, other) {
      if (one === other) return one;
      return of(one.originator ?? other.originator, joinTold(one.told, other.told), sets.union(one.shown, other.shown));
    },
  };
}

/** The subjects of one answer, each once. */
export class Entities {
  readonly #facts: DisclosureSet;
  readonly #types = new Map<string, Map<string, DisclosureFacts>>();

  constructor(facts: DisclosureSet) {
    this.#facts = facts;
  }

  add(type: string, id: string, said: DisclosureFacts): void {
    let ids = this.#types.get(type);
    if (ids === undefined) {
      ids = new Map();
      this.#types.set(type, ids);
    }
    const known = ids.get(id);
    if (known === undefined) ids.set(id, said);
    else if (known !== said) ids.set(id, this.#facts.join(known, said));
  }

  /** How many there are. */
  get size(): number {
    let size = 0;
    for (const ids of this.#types.values()) size += ids.size;
    return size;
  }

  /** Adds those of another, which is of no use after: whole types change hands. */
  take(other: Entities): void {
    for (const [type, ids] of other.#types) {
      if (this.#types.has(type)) for (const [id, said] of ids) this.add(type, id, said);
      else this.#types.set(type, ids);
    }
  }

  /** In groups of which the log says the same, and how many there are of which only the existence was told. */
  told(): { readonly disclosed: readonly DisclosedGroup[]; readonly hits: number } {
    const disclosed: DisclosedGroup[] = [];
    let hits = 0;
    for (const [type, ids] of this.#types) {
      const groups = new Map<DisclosureFacts, string[]>();
      ids.forEach((said, id) => {
        if (said.told === 'HIT') hits += 1;
        const known = groups.get(said);
        if (known !== undefined) known.push(id);
        else groups.set(said, [id]);
      });
      for (const [{ originator, told, shown }, alike] of groups)
        disclosed.push({ type, originator, categories: shown.names, ...marksOf(told), ids: alike });
    }
    return { disclosed, hits };
  }
}
