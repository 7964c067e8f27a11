import { type Effect, rank } from '../types.js';
import { type Change, changesOf, isAskable } from './changes.js';
import type { Deciding, Situation } from './situation.js';

/** Changes that together raise an effect; without any one of them it would stay lower. */
export interface Elevation {
  readonly changes: readonly Change[];
  readonly to: Effect;
}

/** Changes in one set. More would not help: somebody has to be asked for each. */
const maxChanges = 3;

/**
 * The smallest sets of changes that reach each higher effect. They are tried, not derived, so that the answer is what `decide`
 * would do. Changes of the policy come into play only for what nobody else can give. There are some forty changes to try.
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
  /** The effect to exceed. */
  readonly above: Effect;
}

function search({ situation, deciding, changes, above }: Search): readonly Elevation[] {
  const found: Elevation[] = [];
  let reached: number = rank[above];
  let frontier: readonly Tried[] = [{ changes: [], situation }];
  for (let size = 1; size <= maxChanges && reached < rank.FULL; size += 1) {
    frontier = frontier.flatMap((tried) => grow(tried, changes));
    const elevations = frontier.flatMap((tried) => elevationOf(tried, deciding, reached));
    found.push(...elevations.filter(({ changes, to }) => !hasSmaller(changes, to, found)));
    reached = Math.max(reached, ...elevations.map(({ to }) => rank[to]));
  }
  return found;
}

interface Tried {
  readonly changes: readonly Change[];
  readonly situation: Situation;
}

/** The set with one more change behind its last: each set is tried once, and each thing is changed once. */
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

/** Whether a subset that was found before reaches as much. */
function hasSmaller(changes: readonly Change[], to: Effect, found: readonly Elevation[]): boolean {
  return found.some(
    (smaller) => rank[smaller.to] >= rank[to] && smaller.changes.every((change) => changes.includes(change)),
  );
}
