import { joinTold, marksOf, type Told } from '../../../auditlog/told.js';
import type { DisclosedGroup } from '../../../auditlog/types.js';
import type { CategorySet, CategorySets } from '../wall/categorySet.js';

/** What an answer disclosed of a subject; within one report equal ones are the same object. */
export interface DisclosureFacts {
  readonly originator: string | null;
  readonly told: Told;
  readonly shown: CategorySet;
}

/** The disclosures of one report: a handful, shared by hundreds of subjects. */
export interface DisclosureSet {
  of(originator: string | null, told: Told, shown: CategorySet): DisclosureFacts;
  join(left: DisclosureFacts, right: DisclosureFacts): DisclosureFacts;
}

/** An empty collection for one report. */
export function createDisclosureSet(sets: CategorySets): DisclosureSet {
  const known = new Map<CategorySet, DisclosureFacts[]>();
  const of: DisclosureSet['of'] = (originator, told, shown) => {
    let ofSet = known.get(shown);
    if (ofSet === undefined) {
      ofSet = [];
      known.set(shown, ofSet);
    }
    for (const facts of ofSet) if (facts.originator === originator && facts.told === told) return facts;
    const made = { originator, told, shown };
    ofSet.push(made);
    return made;
  };
  return {
    of,
    join(left, right) {
      if (left === right) return left;
      const { originator, told, shown } = left;
      return of(originator ?? right.originator, joinTold(told, right.told), sets.union(shown, right.shown));
    },
  };
}

/** The subjects of one answer, each once. */
export class Entities {
  readonly #disclosures: DisclosureSet;
  readonly #types = new Map<string, Map<string, DisclosureFacts>>();

  constructor(disclosures: DisclosureSet) {
    this.#disclosures = disclosures;
  }

  add(type: string, id: string, facts: DisclosureFacts): void {
    let ids = this.#types.get(type);
    if (ids === undefined) {
      ids = new Map();
      this.#types.set(type, ids);
    }
    const known = ids.get(id);
    if (known === undefined) ids.set(id, facts);
    else if (known !== facts) ids.set(id, this.#disclosures.join(known, facts));
  }

  /** How many there are. */
  get size(): number {
    let size = 0;
    for (const ids of this.#types.values()) size += ids.size;
    return size;
  }

  /** Takes over those of another collection, which must not be used after: whole types are moved. */
  take(other: Entities): void {
    for (const [type, ids] of other.#types) {
      if (this.#types.has(type)) for (const [id, facts] of ids) this.add(type, id, facts);
      else this.#types.set(type, ids);
    }
  }

  /** Subjects grouped by what was disclosed of them, and the number of those of which only the existence was. */
  toGroups(): { readonly disclosed: readonly DisclosedGroup[]; readonly hits: number } {
    const disclosed: DisclosedGroup[] = [];
    let hits = 0;
    for (const [type, ids] of this.#types) {
      const groups = new Map<DisclosureFacts, string[]>();
      ids.forEach((facts, id) => {
        if (facts.told === 'HIT') hits += 1;
        const known = groups.get(facts);
        if (known !== undefined) known.push(id);
        else groups.set(facts, [id]);
      });
      for (const [{ originator, told, shown }, group] of groups)
        disclosed.push({ type, originator, categories: shown.names, ...marksOf(told), ids: group });
    }
    return { disclosed, hits };
  }
}
