import DataLoader from 'dataloader';
import { isObject } from '../../../schema/isObject.js';
import { countShare, inTime } from '../../../storage/pool/inTime.js';
import { notePresence } from '../manifest/presence.js';
import { type ListedRows, passesGuard } from '../page/listed.js';
import { stableJson } from '../page/stableJson.js';
import type { SourceSession } from '../sourceSession.js';
import { type Count, exactly, uncounted } from './countRows.js';
import { readCube } from './cube.js';
import { type Group, type GroupedBy, type GroupedRow, readGrouped, readGroups } from './groups.js';
import { countedOf, mostPersonal, readingOf } from './named.js';
import { type Fate, planNames } from './namedGroups.js';

/** Rows of a list in groups, the largest first. */
export interface GroupedRows {
  readonly groups: readonly {
    readonly value: string;
    readonly count: Count;
    /** Null where there is none, or not of the rows that were counted. */
    readonly amount: number | null;
  }[];
  /** Whether there are further groups, which are not counted, or may be. */
  readonly more: boolean;
  /** Null: not counted. */
  readonly none: Count | null;
  readonly notShown: Count | null;
}

/** What is told where the groups were not counted in time: that there may be any. */
const ungrouped: GroupedRows = { groups: [], more: true, none: uncounted, notShown: uncounted };

/**
 * Rows of a list in groups by a datum that is FULL on the row, for this viewer, whatever page is shown. Two statements at
 * most, each in time; as many for all parents of an edge.
 *
 * @param first most groups
 */
export function groupRows(
  session: SourceSession,
  rows: ListedRows,
  grouped: Omit<GroupedBy, 'counted'>,
  first: number,
): Promise<GroupedRows> {
  const { listing, filter, under } = rows;
  const by: GroupedBy = { ...grouped, counted: countedOf(session, rows, grouped.categories) };
  const load = async (keys: readonly string[]) =>
    (await inTime(session.db, (limit) => groupsUnder(session, { ...by, ...limit }, keys, first), countShare)) ??
    keys.map(() => ungrouped);
  const createLoader = () => new DataLoader(load);
  const form = stableJson([listing.field, by.name, first, by.values, filter ?? null]);
  return session.once(under?.parent ?? listing, `groups ${form}`, createLoader).load(under?.key ?? '');
}

async function groupsUnder(
  session: SourceSession,
  by: GroupedBy,
  keys: readonly string[],
  first: number,
): Promise<GroupedRows[]> {
  // Why one more: it says whether there are more.
  const groups = (await readCube(session, by, first + 1)) ?? (await readGroups(session, by, keys, first + 1));
  const plans = keys.map((key) =>
    planOf(
      groups.filter(({ parent }) => parent === key),
      by,
    ),
  );
  const named = plans.flatMap(({ fates }) =>
    [...fates].flatMap(([group, fate]) => (fate === 'NAMED' || fate === 'AT_LEAST' ? [group] : [])),
  );
  const rows =
    named.length === 0
      ? []
      : await readGrouped(session, by, keys, {
          values: [...new Set(named.flatMap(({ value }) => value ?? []))],
          none: named.some(({ kind }) => kind === 'NONE'),
          notShown: named.some(({ kind }) => kind === 'NOT_SHOWN'),
        });
  const counts = nameGroups(session, by, new Map(plans.flatMap(({ fates }) => [...fates])), rows);
  return plans.map(({ values, none, notShown, fates }) => {
    const listed = values.slice(0, first).filter((group) => fates.get(group) !== 'LEFT');
    const countOf = (group: Group | undefined): Count | null => (group ? (counts.get(group) ?? null) : exactly(0));
    return {
      groups: listed.flatMap((group) => {
        const count = counts.get(group);
        if (count === undefined || group.value === null || count.number === 0) return [];
        // Why compared: what was summed must be the rows that were named.
        const amount = count.number === group.number ? group.amount : null;
        return [{ value: group.value, count, amount }];
      }),
      more: values.length > listed.length,
      none: countOf(none),
      notShown: countOf(notShown),
    };
  });
}

interface Plan {
  readonly values: readonly Group[];
  readonly none: Group | undefined;
  readonly notShown: Group | undefined;
  readonly fates: ReadonlyMap<Group, Fate>;
}

function planOf(groups: readonly Group[], { counted }: GroupedBy): Plan {
  const values = groups.filter(({ kind }) => kind === 'VALUE');
  const [none, notShown] = (['NONE', 'NOT_SHOWN'] as const).map((each) => groups.find(({ kind }) => kind === each));
  const others = [none, notShown].filter((group) => group !== undefined);
  const numbers = (of: readonly Group[]) => of.map(({ number }) => number);
  const planned = planNames(numbers(values), numbers(others), counted.isPersonal);
  return {
    values,
    none,
    notShown,
    fates: new Map([
      ...values.map((group, at): [Group, Fate] => [group, planned.values[at] ?? 'LEFT']),
      ...others.map((group, at): [Group, Fate] => [group, planned.others[at] ?? 'LEFT']),
    ]),
  };
}

/** The numbers that are told. Those of named rows are counted as each row is judged. */
function nameGroups(
  session: SourceSession,
  by: GroupedBy,
  fates: ReadonlyMap<Group, Fate>,
  rows: readonly GroupedRow[],
): ReadonlyMap<Group, Count> {
  const { listing, guard } = by.counted;
  const { toNode } = readingOf<GroupedRow>(session, listing);
  const named = new Map<string, Group>();
  const told = new Map<Group, number>();
  for (const [group, fate] of fates) {
    if (fate === 'NAMED' || fate === 'AT_LEAST') {
      named.set(keyOf(group.parent, group.kind, group.value), group);
      told.set(group, 0);
    }
  }
  for (const row of rows) {
    const node = toNode(session, row);
    if (!isObject(node) || !passesGuard(session, listing, { node, row, guard })) continue;
    for (const key of groupsOf(session, by.categories, row)) {
      const group = named.get(key);
      const count = group && (told.get(group) ?? 0);
      if (group === undefined || count === undefined || (fates.get(group) === 'AT_LEAST' && count >= mostPersonal))
        continue;
      notePresence(node);
      told.set(group, count + 1);
    }
  }
  return new Map(
    [...fates].flatMap(([group, fate]): [Group, Count][] => {
      if (fate === 'LEFT') return [];
      if (fate === 'STANDS') return [[group, exactly(group.number)]];
      const number = told.get(group) ?? 0;
      return [[group, fate === 'AT_LEAST' ? { number: null, atLeast: number } : exactly(number)]];
    }),
  );
}

/** Keys of the groups that a row is in. Why `isFull` again: the second wall. */
function groupsOf(session: SourceSession, categories: readonly string[], row: GroupedRow): readonly string[] {
  const { group_parent: parent, group_values: values } = row;
  if (values === null || !categories.every((each) => session.isFull(each, row)))
    return [keyOf(parent, 'NOT_SHOWN', null)];
  if (values.length === 0) return [keyOf(parent, 'NONE', null)];
  return values.map((value) => keyOf(parent, 'VALUE', value));
}

function keyOf(parent: string, kind: Group['kind'], value: string | null): string {
  return JSON.stringify([parent, kind, value]);
}
