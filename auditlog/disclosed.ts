import { isObject } from '../schema/isObject.js';
import { areDistinct } from './distinct.js';
import type { DisclosedGroup } from './entry/body/parts.js';
import { isMarked, joinTold, marksOf, type Told, toldOf } from './told.js';

/** True for groups as a source states them. */
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

/** True for a list of texts. */
export function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Ids of all of whom something was told, if only that they exist. */
export function toldIds(groups: readonly DisclosedGroup[]): readonly string[] {
  return groups.flatMap((group) => (toldOf(group) === 'ASKED' ? [] : group.ids));
}

/** Number of subjects that these groups name. */
export function countDisclosed(groups: readonly DisclosedGroup[]): number {
  return groups.reduce((count, { ids }) => count + ids.length, 0);
}

/**
 * Groups all records that were disclosed alike, each record once with everything that was disclosed of it: categories are
 * united, and the mark that tells more holds. Groups are ordered by content, ids by first appearance.
 */
export function mergeDisclosed(groups: readonly DisclosedGroup[]): readonly DisclosedGroup[] {
  const [first] = groups;
  if (!first) return groups;
  // The most common answer: records of one kind, each once.
  if (groups.length === 1 && isSorted(first.categories) && areDistinct(first.ids)) return groups;
  const types = new Map<string, DisclosedGroup[]>();
  for (const group of groups) {
    const known = types.get(group.type);
    if (known) known.push(group);
    else types.set(group.type, [group]);
  }
  const merged = [...types.values()].flatMap(mergeType).map((group) => ({ group, key: keyOf(group) }));
  return merged.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ group }) => group);
}

/** A group while records are added to it. */
interface OpenGroup extends Pick<DisclosedGroup, 'type' | 'originator' | 'categories'> {
  readonly told: Told;
  readonly ids: string[];
}

function mergeType(groups: readonly DisclosedGroup[]): readonly DisclosedGroup[] {
  const [only] = groups;
  // The common case, and the one with a thousand ids: a type has one owner, which names each record once.
  if (only && groups.length === 1 && areDistinct(only.ids)) {
    return [toGroup({ ...only, told: toldOf(only), categories: sorted(only.categories), ids: [...only.ids] })];
  }
  const open = new Map<string, OpenGroup>();
  const intern = (group: Omit<OpenGroup, 'ids'>): OpenGroup => {
    const key = JSON.stringify([group.originator, group.categories, group.told]);
    const known = open.get(key) ?? { ...group, ids: [] };
    open.set(key, known);
    return known;
  };
  const records = new Map<string, OpenGroup>();
  for (const group of groups) {
    const { type, originator, ids } = group;
    const own = intern({ type, originator, categories: sorted(group.categories), told: toldOf(group) });
    const joined = new Map<OpenGroup, OpenGroup>();
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
  for (const [id, group] of records) group.ids.push(id);
  return [...open.values()].filter(({ ids }) => ids.length > 0).map(toGroup);
}

function join(one: OpenGroup, other: OpenGroup): Omit<OpenGroup, 'ids'> {
  return {
    type: one.type,
    originator: one.originator ?? other.originator,
    categories: sorted([...one.categories, ...other.categories]),
    told: joinTold(one.told, other.told),
  };
}

function toGroup({ type, originator, categories, told, ids }: OpenGroup): DisclosedGroup {
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
