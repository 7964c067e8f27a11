import { LRUCache } from 'lru-cache';
import type { CategoryRow, Policy } from '../policy.js';
import { type Category, type Decision, type Effect, type Envelope, type RequestFacts, rank } from '../types.js';
import { cellOf, liveOperations, scopeOf } from './base.js';
import { originates, requestCaps } from './requestCaps.js';
import { viewKey } from './viewKey.js';

/** What the request alone settles of a category: of each record that is decided, the rest is left. */
export interface Right {
  readonly row: CategoryRow;
  /** What every record gets; null: the record decides. */
  readonly settled: Decision | null;
  /** Whether the viewer's agency can have data of the category of its own. */
  readonly originates: boolean;
  /** What the cell gives before caps. */
  readonly cell: Decision;
  /** The only originators of whom it gives that; null: any. */
  readonly scope: readonly string[] | null;
  /** What it gives of others. */
  readonly outOfScope: Decision;
  /** What joint operations give, each of records under it. */
  readonly operations: readonly { readonly id: string; readonly gives: Decision }[];
  /** The lowest cap that lies in the request, the first of equals; null: none. */
  readonly cap: Decision | null;
}

/** Rights of one viewer, each category's compiled when it is first asked for. */
export interface Rights {
  /** undefined for a category that the policy does not have. */
  get(category: Category): Right | undefined;
}

const kept = 2000;
const byKey = new WeakMap<Policy, LRUCache<string, Rights>>();
type OfRequest = { readonly facts: RequestFacts; readonly policy: Policy; readonly rights: Rights };
const byFacts = new WeakMap<RequestFacts, OfRequest>();
// Why beside: it is asked for each decision, and most follow one of the same request.
let last: OfRequest | undefined;

/** What the request alone settles of all categories: found once a request, kept for requests alike. */
export function rightsOf(policy: Policy, facts: RequestFacts): Rights {
  if (last?.facts !== facts) last = byFacts.get(facts);
  if (last?.policy === policy) return last.rights;
  const ofPolicy = byKey.get(policy) ?? new LRUCache<string, Rights>({ max: kept });
  byKey.set(policy, ofPolicy);
  const key = viewKey(policy, facts);
  const rights = ofPolicy.get(key) ?? compile(policy, facts);
  ofPolicy.set(key, rights);
  last = { facts, policy, rights };
  byFacts.set(facts, last);
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

/** What the request alone settles of one category. */
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

/** Before caps: FULL for the originator's own record, else the higher of matrix cell and live joint operation. */
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
