import { isObject } from '../schema/isObject.js';
import type { DisclosedGroup } from './types.js';

/** What entries written before groups hold in the place of a group: one record. */
export interface StoredDisclosure extends Omit<DisclosedGroup, 'ids'> {
  readonly id: string;
}

/** True of groups as a source states them. */
export function areDisclosed(value: unknown): value is readonly DisclosedGroup[] {
  return Array.isArray(value) && value.every(isGroup);
}

function isGroup(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.type === 'string' &&
    (value.originator === null || typeof value.originator === 'string') &&
    areStrings(value.categories) &&
    areStrings(value.ids) &&
    [value.hit, value.presence].every((mark) => mark === undefined || typeof mark === 'boolean') &&
    // Why: a source that shows values must not say that it showed none.
    (value.presence !== true || (value.categories.length === 0 && value.hit !== true))
  );
}

function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Number of records that these groups name. */
export function countDisclosed(groups: readonly DisclosedGroup[]): number {
  return groups.reduce((count, { ids }) => count + ids.length, 0);
}

/**
 * One group for all records that were disclosed alike, each record once with everything that was disclosed of it:
 * categories are united, only what every source calls a hit is one, and presence is that of which no source shows anything.
 * Groups are ordered by what they say, ids by where they came up first.
 */
export function mergeDisclosed(groups: readonly DisclosedGroup[]): readonly DisclosedGroup[] {
  const [first] = groups;
  if (!first) return groups;
  // The most common answer: one record.
  if (groups.length === 1 && first.ids.length === 1 && isSorted(first.categories)) return groups;
  const types = new Map<string, DisclosedGroup[]>();
  for (const group of groups) {
    const known = types.get(group.type);
    if (known) known.push(group);
    else types.set(group.type, [group]);
  }
  const merged = [...types.values()].flatMap(mergeType).map((group) => ({ group, key: keyOf(group) }));
  return merged.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ group }) => group);
}

/** Groups of stored ones, of the present form or of the one before; equal members of that are put together. */
export function readDisclosed(stored: readonly (DisclosedGroup | StoredDisclosure)[]): readonly DisclosedGroup[] {
  // Why as it is: a reader shows what was written, in the order in which it was.
  if (stored.every((group) => 'ids' in group)) return stored;
  return mergeDisclosed(
    stored.map((group) => {
      if ('ids' in group) return group;
      const { id, ...said } = group;
      return { ...said, ids: [id] };
    }),
  );
}

/** What is said alike of some records while they are put together. */
interface Saying extends Omit<DisclosedGroup, 'ids' | 'hit' | 'presence'> {
  readonly hit: boolean;
  readonly presence: boolean;
  readonly ids: string[];
}

function mergeType(groups: readonly DisclosedGroup[]): readonly DisclosedGroup[] {
  const [only] = groups;
  // The common case, and the one with a thousand ids: a type has one owner, which names each record once.
  if (only && groups.length === 1 && new Set(only.ids).size === only.ids.length) {
    const marks = { hit: only.hit === true, presence: only.presence === true };
    return [toGroup({ ...only, ...marks, categories: sorted(only.categories), ids: [...only.ids] })];
  }
  const sayings = new Map<string, Saying>();
  const intern = (said: Omit<Saying, 'ids'>): Saying => {
    const key = keyOf(said);
    const saying = sayings.get(key) ?? { ...said, ids: [] };
    sayings.set(key, saying);
    return saying;
  };
  const records = new Map<string, Saying>();
  for (const { ids, categories, hit = false, presence = false, ...rest } of groups) {
    const own = intern({ ...rest, categories: sorted(categories), hit, presence });
    const joined = new Map<Saying, Saying>();
    for (const id of ids) {
      const known = records.get(id);
      if (!known) records.set(id, own);
      else if (known !== own) {
        const both = joined.get(known) ?? intern(join(known, own));
        joined.set(known, both);
        records.set(id, both);
      }
    }
  }
  for (const [id, saying] of records) saying.ids.push(id);
  return [...sayings.values()].filter(({ ids }) => ids.length > 0).map(toGroup);
}

function join(one: Saying, other: Saying): Omit<Saying, 'ids'> {
  return {
    type: one.type,
    originator: one.originator ?? other.originator,
    categories: sorted([...one.categories, ...other.categories]),
    hit: one.hit && other.hit,
    presence: one.hit !== other.hit ? one.presence || other.presence : one.presence && other.presence,
  };
}

function toGroup({ type, originator, categories, hit, presence, ids }: Saying): DisclosedGroup {
  return { type, originator, categories, ...(hit ? { hit } : {}), ...(presence ? { presence } : {}), ids };
}

function keyOf({ type, originator, categories, hit = false, presence = false }: Omit<DisclosedGroup, 'ids'>): string {
  return JSON.stringify([type, originator, categories, hit, presence]);
}

function isSorted(categories: readonly string[]): boolean {
  return categories.every((category, at) => at === 0 || (categories[at - 1] as string) < category);
}

function sorted(categories: readonly string[]): readonly string[] {
  return [...new Set(categories)].sort();
}
