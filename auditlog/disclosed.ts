import { isObject } from '../schema/isObject.js';
import { areDistinct } from './entry/body/distinct.js';
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
  return joined(groups.filter((group) => toldOf(group) !== 'ASKED'));
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
  const open = new Map<string, OpenGroup>();
  const intern = (group: Omit<OpenGroup, 'ids'>): OpenGroup => {
    const key = JSON.stringify([group.originator, group.categories, group.told]);
    const known = open.get(key) ?? { ...group, ids: [] };
    open.set(key, known);
    return known;
  };
  // The common case, and the one with thousands of ids: each record is named once.
  const areOnce = areDistinct(joined(groups));
  const records = new Map<string, OpenGroup>();
  for (const group of groups) {
    const { type, originator, ids } = group;
    const own = intern({ type, originator, categories: sorted(group.categories), told: toldOf(group) });
    if (areOnce) {
      for (const id of ids) own.ids.push(id);
      continue;
    }
    const united = new Map<OpenGroup, OpenGroup>();
    for (const id of ids) {
      const known = records.get(id);
      if (!known) records.set(id, own);
      else if (known !== own) {
        const both = united.get(known) ?? intern(join(known, own));
        united.set(known, both);
        records.set(id, both);
      }
    }
  }
  for (const [id, group] of records) group.ids.push(id);
  return [...open.values()].filter(({ ids }) => ids.length > 0).map(toGroup);
}

/** All ids of groups. Why not flatMap: it takes longer than all else that is done to them. */
function joined(groups: readonly DisclosedGroup[]): readonly string[] {
  const [only] = groups;
  if (only && groups.length === 1) return only.ids;
  const all: string[] = [];
  for (const { ids } of groups) for (const id of ids) all.push(id);
  return all;
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
