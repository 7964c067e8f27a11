import type { CategoryRow, Policy } from '../policy.js';
import { cellOf, liveOperations, scopeOf } from '../rules/base.js';
import { originates, standing } from '../rules/standing.js';
import { type Category, type RequestFacts, rank } from '../types.js';

const nothing = 'nothing';

/**
 * All that `decide` reads of a policy and of a request for one category, as a key: under two policies of equal keys it
 * decides alike, no matter the record. `nothing`: no record gives anything.
 */
export function rightsKey(policy: Policy, facts: RequestFacts, category: Category): string {
  const row = policy.categories[category];
  if (!row) return nothing;
  if (row.public) return 'public';
  const viewer = standing(policy, facts, row);
  if (!viewer.known) return nothing;
  const cap = Math.min(rank.FULL, ...viewer.caps.map(({ effect }) => rank[effect]));
  if (cap === rank.NONE) return nothing;
  return `${cap} ${baseKey(policy, facts, row)} ${capsKey(policy, facts, row)}`;
}

function baseKey(policy: Policy, facts: RequestFacts, row: CategoryRow): string {
  const { effect, scope } = cellOf(facts, row);
  const ofScope = scope === null ? 'all' : scopeOf(policy, facts, scope).join();
  const grants = liveOperations(policy, facts, row).map((operation) => `${operation.id}=${operation.effect}`);
  const own = originates(policy, facts, row.category) ? `own${row.own ? '+' : '-'}` : '';
  return `${effect} ${ofScope} ${grants.join()} ${own}`;
}

// What the caps of a record look at beside the record: see rules/recordCaps.ts.
function capsKey(policy: Policy, facts: RequestFacts, row: CategoryRow): string {
  const { agency, kind, country } = facts.viewer;
  const flags = [row.personal, row.envelope, row.thirdCountryConsent].map((flag) => (flag ? '+' : '-')).join('');
  const needed = row.needs === null ? '' : `(${rightsKey(policy, facts, row.needs)})`;
  return `${policy.agencies[agency]?.clearance} ${kind} ${country} ${flags} ${needed}`;
}

/** The operations of which a key speaks, in either policy. */
export function grantingOperations(policies: readonly Policy[], facts: readonly RequestFacts[], category: Category) {
  const named = policies.flatMap((policy, index) => {
    const row = policy.categories[category];
    return row ? liveOperations(policy, facts[index] as RequestFacts, row) : [];
  });
  return [...new Map(named.map(({ id, name }) => [id, name]))];
}

/** The agencies of whose records alone a cell speaks, in either policy. */
export function scopedOriginators(policies: readonly Policy[], facts: readonly RequestFacts[], category: Category) {
  return new Set(
    policies.flatMap((policy, index) => {
      const row = policy.categories[category];
      const asking = facts[index] as RequestFacts;
      const scope = row ? cellOf(asking, row).scope : null;
      return scope === null ? [] : scopeOf(policy, asking, scope);
    }),
  );
}
