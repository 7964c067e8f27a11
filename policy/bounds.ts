import { createHash } from 'node:crypto';
import { foreignDecision } from './foreignDecision.js';
import type { CategoryRow, Policy } from './policy.js';
import { cellOf, liveOperations, scopeOf } from './rules/base.js';
import { originates, requestCaps } from './rules/requestCaps.js';
import { type Rights, rightsOf } from './rules/rights.js';
import { type Category, type Decision, type Effect, type RequestFacts, rank } from './types.js';

/** NEVER: no record can give anything. ALWAYS: every record is FULL. RECORD: the record decides. */
export type BoundClass = 'NEVER' | 'ALWAYS' | 'RECORD';

/** What one viewer gets of one category over all possible records. */
export interface Bound {
  readonly floor: Effect;
  readonly ceiling: Effect;
  readonly cls: BoundClass;
  /** Why the ceiling is below FULL; null where it is FULL. */
  readonly reason: Decision['reason'];
  readonly rule: string;
}

/**
 * Bounds of every category for one viewer. An unknown category is NEVER.
 *
 * @param sources foreign ones that give the datum, under one envelope each: see `foreignDecision.ts`
 */
export type Bounds = (category: Category, sources?: readonly string[]) => Bound;

interface View {
  readonly id: string;
  readonly table: ReadonlyMap<Category, Bound>;
}

// As long as what the request settles is kept.
const views = new WeakMap<Rights, View>();
const unknown: Bound = { floor: 'NONE', ceiling: 'NONE', cls: 'NEVER', reason: 'CATEGORY', rule: 'category.unknown' };

/**
 * The highest and the lowest effect that `decide` can give this viewer for a category, over all records.
 */
export function bounds(policy: Policy, facts: RequestFacts): Bounds {
  const { table } = viewOf(policy, facts);
  return (category, sources) =>
    sources === undefined
      ? (table.get(category) ?? unknown)
      : settledBound(foreignDecision(policy, facts, category, sources));
}

/** The bound of what no record changes. */
function settledBound({ effect, reason, rule }: Decision): Bound {
  return effect === 'FULL'
    ? { floor: 'FULL', ceiling: 'FULL', cls: 'ALWAYS', reason: null, rule }
    : { floor: 'NONE', ceiling: 'NONE', cls: 'NEVER', reason: reason ?? 'CATEGORY', rule };
}

/**
 * Hash of the policy's version and of the bounds of all categories: viewers whose rights are bounded alike share it, and
 * whatever is compiled for it. Hex.
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
  const vector = [...table].map(([category, bound]) => [
    category,
    bound.floor,
    bound.ceiling,
    bound.reason,
    bound.rule,
  ]);
  const id = createHash('sha256')
    .update(JSON.stringify([policy.version, vector]))
    .digest('hex');
  return { id, table };
}

/** What a viewer gets of one category over all possible records; `bounds` keeps that of all. */
export function boundOf(policy: Policy, facts: RequestFacts, row: CategoryRow): Bound {
  if (row.public) return { floor: 'FULL', ceiling: 'FULL', cls: 'ALWAYS', reason: null, rule: 'public' };

  const viewer = requestCaps(policy, facts, row);
  if (!viewer.known) return { floor: 'NONE', ceiling: 'NONE', cls: 'NEVER', reason: viewer.reason, rule: viewer.rule };

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
  // Why the floor is NONE: any record may have expired.
  return {
    floor: 'NONE',
    ceiling: ceiling.effect,
    cls: ceiling.effect === 'NONE' ? 'NEVER' : 'RECORD',
    reason: ceiling.effect === 'FULL' ? null : ceiling.reason,
    rule: ceiling.rule,
  };
}

function highestBase(policy: Policy, facts: RequestFacts, row: CategoryRow): { effect: Effect; rule: string } {
  const cell = cellOf(facts, row);
  const empty = cell.scope !== null && scopeOf(policy, facts, cell.scope).length === 0;
  let highest: { effect: Effect; rule: string } = empty ? { effect: 'NONE', rule: `${cell.rule}.scope` } : cell;
  for (const operation of liveOperations(policy, facts, row)) {
    if (rank[operation.effect] > rank[highest.effect])
      highest = { effect: operation.effect, rule: `operation.${operation.id}` };
  }
  if (row.own && originates(policy, facts, row.category) && highest.effect !== 'FULL')
    highest = { effect: 'FULL', rule: 'own' };
  return { effect: highest.effect, rule: highest.rule };
}
