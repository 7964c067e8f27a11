import type { Policy } from '../policy.js';
import { requestCaps } from '../rules/requestCaps.js';
import { rightOf } from '../rules/rights.js';
import type { Category, RequestFacts } from '../types.js';

const nothing = 'nothing';

/**
 * All that `decide` reads of a policy and of a request for one category, as a key: under two policies of equal keys it
 * decides alike, no matter the record. `nothing`: no record gives anything.
 */
export function decisionKey(policy: Policy, facts: RequestFacts, category: Category): string {
  const row = policy.categories[category];
  if (!row) return nothing;
  if (row.public) return 'public';
  // Why first: most requests end here.
  const viewer = requestCaps(policy, facts, row);
  if (!viewer.known || viewer.caps.some(({ effect }) => effect === 'NONE')) return nothing;
  const { cap, cell, scope, operations, originates } = rightOf(policy, facts, row);
  const { agency, kind, country } = facts.viewer;
  // What the caps of a record look at beside the record: see rules/recordCaps.ts.
  const flags = [row.personal, row.envelope, row.thirdCountryConsent].map((flag) => (flag ? '+' : '-')).join('');
  return [
    ...[cap?.effect, cell.effect, scope?.join(), originates && `own${row.own}`],
    operations.map(({ id, gives }) => `${id}=${gives.effect}`).join(),
    ...[policy.agencies[agency]?.clearance, kind, country, flags],
    row.needs && decisionKey(policy, facts, row.needs),
  ].join(' ');
}
