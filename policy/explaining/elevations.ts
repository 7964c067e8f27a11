import { type Effect, rank } from '../types.js';
import { type Change, changesOf, isAskable } from './changes.js';
import type { Deciding, Situation } from './situation.js';

/** Changes that raise an effect together; without any one of them it would stay below. */
export interface Elevation {
  readonly changes: readonly Change[];
  readonly to: Effect;
}

/** More changes at once help nobody: each is asked of somebody. */
const most = 3;

/**
 * The smallest sets of changes that reach each higher effect: tried, not reasoned, so that what is said is what `decide`
 * would do. The policy's owner is asked only for what nobody else can give. Bounded: at most three changes at once, of
 * some forty that there are.
 */
export function elevationsOf(situation: Situation, deciding: Deciding): readonly Elevation[] {
  const changes = changesOf(situation);
  const given = changes.filter(({ by }) => by !== 'POLICY');
  const before = search({ situation, deciding, changes: given, above: deciding(situation).effect });
  const highest = before.reduce<Effect>((most, { to }) => (rank[to] > rank[most] ? to : most), 'NONE');
  if (highest === 'FULL') return before;
  const above = before.length === 0 ? deciding(situation).effect : highest;
  return [...before, ...search({ situation, deciding, changes, above })];
}

interface Search {
  readonly situation: Situation;
  readonly deciding: Deciding;
  readonly changes: readonly Change[];
  /** What is to be exceeded. */
  readonly above: Effect;
}

function search({ situation, deciding, changes, above }: Search): readonly Elevation[] {
  const found: Elevation[] = [];
  let reached: number = rank[above];
  let frontier: readonly Tried[] = [{ changes: [], situation }];
  for (let size = 1; size <= most && reached < rank.FULL; size += 1) {
    frontier = frontier.flatMap((tried) => grow(tried, changes));
    const elevations = frontier.flatMap((tried) => elevationOf(tried, deciding, reached));
    found.push(...elevations.filter(({ changes, to }) => !isMore(changes, to, found)));
    reached = Math.max(reached, ...elevations.map(({ to }) => rank[to]));
  }
  return found;
}

interface Tried {
  readonly changes: readonly Change[];
  readonly situation: Situation;
}

/** With one more change, behind those that it has: each set is tried once, and one thing is changed once. */
function grow({ changes, situation }: Tried, all: readonly Change[]): readonly Tried[] {
  const last = changes.at(-1);
  return all.slice(last ? all.indexOf(last) + 1 : 0).flatMap((change) => {
    const clashes = changes.some(({ what }) => subjectOf(what) === subjectOf(change.what));
    return clashes ? [] : [{ changes: [...changes, change], situation: change.apply(situation) }];
  });
}

function subjectOf(what: Change['what']): string {
  return what.kind === 'GRANT' ? `GRANT ${what.category}` : what.kind;
}

function elevationOf({ changes, situation }: Tried, deciding: Deciding, now: number): readonly Elevation[] {
  if (!isAskable(situation)) return [];
  const { effect } = deciding(situation);
  return rank[effect] > now ? [{ changes, to: effect }] : [];
}

/** Whether a smaller set within it reaches as much. */
function isMore(changes: readonly Change[], to: Effect, found: readonly Elevation[]): boolean {
  return found.some(
    (smaller) => rank[smaller.to] >= rank[to] && smaller.changes.every((change) => changes.includes(change)),
  );
}
