import type { DisclosedGroup } from '../../../auditlog/types.js';
import type { CategorySet, CategorySets } from '../wall/categorySet.js';
import type { Subject } from '../wall/subjects.js';

/** What an answer says of one subject. */
interface Entity {
  readonly originator: string | null;
  readonly hit: boolean;
  readonly shown: CategorySet;
}

/** The subjects of one answer, each once. */
export interface Entities {
  add(subject: Subject, said: Entity): void;
  /** In groups of which the log says the same. */
  groups(): readonly DisclosedGroup[];
  /** Number of those of which only the existence was told. */
  hits(): number;
  each(visit: (subject: Subject, said: Entity) => void): void;
}

/** An empty collection of what one answer disclosed. */
export function createEntities(sets: CategorySets): Entities {
  const types = new Map<string, Map<string, Entity>>();
  const add = ({ type, id }: Subject, said: Entity): void => {
    let ids = types.get(type);
    if (!ids) {
      ids = new Map();
      types.set(type, ids);
    }
    const known = ids.get(id);
    ids.set(id, known ? join(sets, known, said) : said);
  };
  const each: Entities['each'] = (visit) => {
    for (const [type, ids] of types) for (const [id, said] of ids) visit({ type, id }, said);
  };
  return {
    add,
    each,
    groups() {
      const groups = new Map<string, DisclosedGroup & { readonly ids: string[] }>();
      each(({ type, id }, { originator, shown, hit }) => {
        const categories = shown.names;
        const key = JSON.stringify([type, originator, categories, hit]);
        const known = groups.get(key);
        if (known) known.ids.push(id);
        else groups.set(key, { type, originator, categories, ...(hit ? { hit } : {}), ids: [id] });
      });
      return [...groups.values()];
    },
    hits() {
      let count = 0;
      each((_, { hit }) => {
        if (hit) count += 1;
      });
      return count;
    },
  };
}

function join(sets: CategorySets, one: Entity, other: Entity): Entity {
  const shown = sets.union(one.shown, other.shown);
  const originator = one.originator ?? other.originator;
  const hit = one.hit && other.hit;
  if (shown === one.shown && originator === one.originator && hit === one.hit) return one;
  return { originator, hit, shown };
}
