import { LRUCache } from 'lru-cache';
import type { CategoryRow, Policy } from '../policy.js';
import { type Category, type Decision, type Effect, type Envelope, type RequestFacts, rank } from '../types.js';
import { cellOf, liveOperations, scopeOf } from './base.js';
import { originates, requestCaps, rowCaps } from './requestCaps.js';
import { viewKey } from './viewKey.js';

/** What the request alone settles for a category; each record settles the rest. */
export interface Right {
  readonly row: CategoryRow;
  /** The decision for every record; null: the record decides. */
  readonly settled: Decision | null;
  /** Whether the viewer's agency can have its own data of the category. */
  readonly originates: boolean;
  /** What the cell gives before caps. */
  readonly cell: Decision;
  /** The originators for whose records the cell counts; null: any. */
  readonly scope: readonly string[] | null;
  /** What the cell gives for other originators. */
  readonly outOfScope: Decision;
  /** What each joint operation gives of the records assigned to it. */
  readonly operations: readonly { readonly id: string; readonly gives: Decision }[];
  /** The lowest cap of the request, the first of equals; null: none. */
  readonly cap: Decision | null;
  /** The cap that the row alone sets, no matter who asks: special, or outside its validity; null: none. */
  readonly closed: Decision | null;
}

/** Rights of one viewer; each category's are compiled on first use. */
export interface Rights {
  /** undefined for a category that the policy does not have. */
  get(category: Category): Right | undefined;
}

const maxCached = 2000;
const byKey = new WeakMap<Policy, LRUCache<string, Rights>>();
// The last request's: most decisions follow one of the same request. Why no WeakMap by facts: its entries live until a
// full collection, and a key costs little to make.
let last: { readonly facts: RequestFacts; readonly policy: Policy; readonly rights: Rights } | undefined;

/** What the request alone settles for all categories, shared by requests of equal `viewKey`s. */
export function rightsOf(policy: Policy, facts: RequestFacts): Rights {
  if (last?.facts === facts && last.policy === policy) return last.rights;
  const ofPolicy = byKey.get(policy) ?? new LRUCache<string, Rights>({ max: maxCached });
  byKey.set(policy, ofPolicy);
  const key = viewKey(policy, facts);
  const rights = ofPolicy.get(key) ?? compile(policy, facts);
  ofPolicy.set(key, rights);
  last = { facts, policy, rights };
  return rights;
}

function compile(policy: Policy, facts: RequestFacts): Rights {
  const compiled = new Map<Category, Right>();
  return {
    get(category) {
      const known = compiled.get(category);
      if (known) return known;
      const row = policy.categories[category];
      if (!row) return undefined;
      const right = rightOf(policy, facts, row);
      compiled.set(category, right);
      return right;
    },
  };
}

/** What the request alone settles for one category, compiled anew. */
export function rightOf(policy: Policy, facts: RequestFacts, row: CategoryRow): Right {
  const viewer = requestCaps(policy, facts, row);
  const { effect, rule, scope } = cellOf(facts, row);
  return {
    row,
    settled: settledOf(row, viewer),
    originates: originates(policy, facts, row.category),
    cell: given(effect, rule),
    scope: scope === null ? null : scopeOf(policy, facts, scope),
    outOfScope: given('NONE', `${rule}.scope`),
    operations: liveOperations(policy, facts, row).map(({ id, effect }) => ({
      id,
      gives: given(effect, `operation.${id}`),
    })),
    cap: viewer.known ? lowestOf(viewer.caps) : null,
    closed: lowestOf(rowCaps(facts, row)),
  };
}

function settledOf(row: CategoryRow, viewer: ReturnType<typeof requestCaps>): Decision | null {
  if (row.public) return given('FULL', 'public');
  return viewer.known ? null : Object.freeze({ effect: 'NONE', reason: viewer.reason, rule: viewer.rule });
}

function lowestOf(caps: readonly Decision[]): Decision | null {
  let lowest: Decision | null = null;
  for (const cap of caps) if (lowest === null || rank[cap.effect] < rank[lowest.effect]) lowest = cap;
  return lowest;
}

/** The decision before caps: FULL for the originator's own record, else the higher of matrix cell and live joint operation. */
export function baseOn(right: Right, { originator, jointOperation }: Envelope, own: boolean): Decision {
  if (own && right.row.own) return ownRecord;
  let base = right.scope === null || right.scope.includes(originator) ? right.cell : right.outOfScope;
  for (const { id, gives } of right.operations)
    if (jointOperation === id && rank[gives.effect] > rank[base.effect]) base = gives;
  return base;
}

const ownRecord = given('FULL', 'own');

function given(effect: Effect, rule: string): Decision {
  return Object.freeze({ effect, reason: effect === 'FULL' ? null : ('CATEGORY' as const), rule });
}
