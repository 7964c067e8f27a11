import { createHash } from 'node:crypto';
import { foreignDecision } from './foreignDecision.js';
import type { CategoryRow, Policy } from './policy.js';
import { type Base, cellOf, liveOperations, scopeOf } from './rules/base.js';
import { originates, requestCaps } from './rules/requestCaps.js';
import { type Rights, rightsOf } from './rules/rights.js';
import { type Category, type Decision, type Effect, type RequestFacts, rank } from './types.js';

/**
 * What one viewer gets of one category over all possible records: never anything where `ceiling` is NONE, always everything
 * where `floor` is FULL; otherwise the record decides.
 */
export interface Bound {
  readonly floor: Effect;
  readonly ceiling: Effect;
  /** Why the ceiling is below FULL; null where it is FULL. */
  readonly reason: Decision['reason'];
  readonly rule: string;
}

/**
 * Bounds of every category for one viewer. An unknown category has a ceiling of NONE.
 *
 * @param sources foreign sources that provide the datum, each under one envelope: see `foreignDecision.ts`
 */
export type Bounds = (category: Category, sources?: readonly string[]) => Bound;

/**
 * Whether the viewer's cell lends a category in full on the records of every originator. Where it does not, and the ceiling is FULL,
 * only the viewer's own records are, or those of a joint operation: a search of the category leaves all others out.
 */
export function isLentByAll(policy: Policy, facts: RequestFacts, category: Category): boolean {
  const row = policy.categories[category];
  if (!row || bounds(policy, facts)(category).ceiling !== 'FULL') return false;
  const { effect, scope } = cellOf(facts, row);
  return row.public || (effect === 'FULL' && scope === null);
}

interface View {
  readonly id: string;
  readonly table: ReadonlyMap<Category, Bound>;
}

// A view lives as long as the rights it was compiled from.
const views = new WeakMap<Rights, View>();

/** The highest and the lowest effect that `decide` can give this viewer for a category, over all records. */
export function bounds(policy: Policy, facts: RequestFacts): Bounds {
  const { table } = viewOf(policy, facts);
  return (category, sources) =>
    sources === undefined
      ? (table.get(category) ?? nothing('CATEGORY', 'category.unknown'))
      : settledBound(foreignDecision(policy, facts, category, sources));
}

/** The bound of a decision that no record changes. */
function settledBound({ effect, reason, rule }: Decision): Bound {
  return effect === 'FULL' ? everything(rule) : nothing(reason ?? 'CATEGORY', rule);
}

/** The bound of what no record shows. */
export function nothing(reason: Bound['reason'], rule: string): Bound {
  return { floor: 'NONE', ceiling: 'NONE', reason, rule };
}

function everything(rule: string): Bound {
  return { floor: 'FULL', ceiling: 'FULL', reason: null, rule };
}

/**
 * Hash of the policy's version and of the bounds of all categories, in hex. Viewers with equal bounds share it, and with it
 * everything compiled for the view.
 */
export function viewId(policy: Policy, facts: RequestFacts): string {
  return viewOf(policy, facts).id;
}

function viewOf(policy: Policy, facts: RequestFacts): View {
  const rights = rightsOf(policy, facts);
  const known = views.get(rights);
  if (known) return known;
  const view = compile(policy, facts);
  views.set(rights, view);
  return view;
}

function compile(policy: Policy, facts: RequestFacts): View {
  const table = new Map(
    Object.values(policy.categories).map((row) => [row.category, Object.freeze(boundOf(policy, facts, row))]),
  );
  const vector = [...table].map(([category, { floor, ceiling, reason, rule }]) => [
    category,
    floor,
    ceiling,
    reason,
    rule,
  ]);
  const id = createHash('sha256')
    .update(JSON.stringify([policy.version, vector]))
    .digest('hex');
  return { id, table };
}

/** The bound of one category, compiled anew; `bounds` keeps those of all. */
export function boundOf(policy: Policy, facts: RequestFacts, row: CategoryRow): Bound {
  if (row.public) return everything('public');

  const viewer = requestCaps(policy, facts, row);
  if (!viewer.known) return nothing(viewer.reason, viewer.rule);

  let ceiling: Pick<Decision, 'effect' | 'rule' | 'reason'> = {
    ...highestBase(policy, facts, row),
    reason: 'CATEGORY',
  };
  const needed = row.needs === null ? undefined : policy.categories[row.needs];
  if (needed && !(row.own && originates(policy, facts, row.category))) {
    const { ceiling: most, reason, rule } = boundOf(policy, facts, needed);
    if (most !== 'FULL') ceiling = { effect: 'NONE', reason: reason ?? 'CATEGORY', rule: `needs.${rule}` };
  }
  for (const cap of viewer.caps) if (rank[cap.effect] < rank[ceiling.effect]) ceiling = cap;
  // The floor is NONE because any record may have expired.
  return {
    floor: 'NONE',
    ceiling: ceiling.effect,
    reason: ceiling.effect === 'FULL' ? null : ceiling.reason,
    rule: ceiling.rule,
  };
}

function highestBase(policy: Policy, facts: RequestFacts, row: CategoryRow): Base {
  const { effect, rule, scope } = cellOf(facts, row);
  const isEmpty = scope !== null && scopeOf(policy, facts, scope).length === 0;
  let highest: Base = isEmpty ? { effect: 'NONE', rule: `${rule}.scope` } : { effect, rule };
  for (const operation of liveOperations(policy, facts, row)) {
    if (rank[operation.effect] > rank[highest.effect])
      highest = { effect: operation.effect, rule: `operation.${operation.id}` };
  }
  if (row.own && originates(policy, facts, row.category) && highest.effect !== 'FULL')
    highest = { effect: 'FULL', rule: 'own' };
  return highest;
}
