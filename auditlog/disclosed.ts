import { isObject } from '../schema/isObject.js';
import type { DisclosedGroup } from './entry/body/parts.js';
import { isMarked, joinTold, marksOf, type Told, toldOf } from './told.js';

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
    isMarked({ ...value, categories: value.categories })
  );
}

/** True of a list of texts. */
export function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Ids of those of whom something was told, be it that they are there. */
export function toldIds(groups: readonly DisclosedGroup[]): readonly string[] {
  return groups.flatMap((group) => (toldOf(group) === 'ASKED' ? [] : group.ids));
}

/** Number of subjects that these groups name. */
export function countDisclosed(groups: readonly DisclosedGroup[]): number {
  return groups.reduce((count, { ids }) => count + ids.length, 0);
}

/**
 * One group for all records that were disclosed alike, each record once with everything that was disclosed of it:
 * categories are united, and what says more of it holds. Groups are ordered by what they say, ids by where they came up first.
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

/** What is said alike of some records while they are put together. */
interface Saying extends Pick<DisclosedGroup, 'type' | 'originator' | 'categories'> {
  readonly told: Told;
  readonly ids: string[];
}

function mergeType(groups: readonly DisclosedGroup[]): readonly DisclosedGroup[] {
  const [only] = groups;
  // The common case, and the one with a thousand ids: a type has one owner, which names each record once.
  if (only && groups.length === 1 && new Set(only.ids).size === only.ids.length) {
    return [toGroup({ ...only, told: toldOf(only), categories: sorted(only.categories), ids: [...only.ids] })];
  }
  const sayings = new Map<string, Saying>();
  const intern = (said: Omit<Saying, 'ids'>): Saying => {
    const key = JSON.stringify([said.originator, said.categories, said.told]);
    const saying = sayings.get(key) ?? { ...said, ids: [] };
    sayings.set(key, saying);
    return saying;
  };
  const records = new Map<string, Saying>();
  for (const group of groups) {
    const { type, originator, ids } = group;
    const own = intern({ type, originator, categories: sorted(group.categories), told: toldOf(group) });
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
    told: joinTold(one.told, other.told),
  };
}

function toGroup({ type, originator, categories, told, ids }: Saying): DisclosedGroup {
  return { type, originator, categories, ...marksOf(told), ids };
}

function keyOf(group: Omit<DisclosedGroup, 'ids'>): string {
  return JSON.stringify([group.type, group.originator, group.categories, toldOf(group)]);
}

function isSorted(categories: readonly string[]): boolean {
  return categories.every((category, at) => at === 0 || (categories[at - 1] as string) < category);
}

function sorted(categories: readonly string[]): readonly string[] {
  return [...new Set(categories)].sort();
}
