import type { Policy } from '../policy.js';
import { requestCaps } from '../rules/requestCaps.js';
import { rightOf } from '../rules/rights.js';
import type { Category, RequestFacts } from '../types.js';

const nothing = 'nothing';

/**
 * Everything that `decide` reads of a policy and a request for one category, as a key: where two policies have equal keys, it
 * decides alike on every record. `nothing`: no record gives anything.
 */
export function decisionKey(policy: Policy, facts: RequestFacts, category: Category): string {
  const row = policy.categories[category];
  if (!row) return nothing;
  if (row.public) return 'public';
  // First, because most requests end here.
  const viewer = requestCaps(policy, facts, row);
  if (!viewer.known || viewer.caps.some(({ effect }) => effect === 'NONE')) return nothing;
  const { cap, cell, scope, operations, originates } = rightOf(policy, facts, row);
  const { agency, kind, country } = facts.viewer;
  // What the caps of a record look at besides the record: see `CappedRow`.
  const flags = [row.personal, row.envelope, row.thirdCountryConsent].map((flag) => (flag ? '+' : '-')).join('');
  return [
    ...[cap?.effect, cell.effect, scope?.join(), originates && `own${row.own}`],
    operations.map(({ id, gives }) => `${id}=${gives.effect}`).join(),
    ...[policy.agencies[agency]?.clearance, kind, country, flags],
    row.needs && decisionKey(policy, facts, row.needs),
  ].join(' ');
}
