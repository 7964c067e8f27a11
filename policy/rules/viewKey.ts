import type { Policy } from '../policy.js';
import type { RequestFacts } from '../types.js';
import { isLive } from './base.js';
import { instantMs } from './instant.js';

/**
 * Everything in a request that a bound or a wall looks at, except the instant itself. Requests with equal keys have equal
 * bounds, and walls that differ only in what depends on the instant.
 */
export function viewKey(policy: Policy, facts: RequestFacts): string {
  const { agency, kind, country, role, clearance } = facts.viewer;
  // Not JSON: this is on the hot path. No part contains a line break: all are names of the policy.
  let key = `${agency}\n${kind}\n${country}\n${role}\n${clearance}\n${facts.purpose ?? ''}\n`;
  key += facts.caseReference ? '+' : '-';
  key += Number.isNaN(instantMs(facts.asOf)) ? '-' : '+';
  for (const operation of policy.operations) key += isLive(facts, operation) ? '+' : '-';
  return key + validityPeriod(policy, instantMs(facts.asOf));
}

// How many begins and ends of validities have passed, which settles what rows are valid.
function validityPeriod(policy: Policy, asOf: number): number {
  let passed = 0;
  for (const instant of instantsOf(policy)) if (instant <= asOf) passed += 1;
  return passed;
}

// Cached: needed for each request.
const known = new WeakMap<Policy, readonly number[]>();

function instantsOf(policy: Policy): readonly number[] {
  const before = known.get(policy);
  if (before) return before;
  const boxes = Object.values(policy.categories).flatMap(({ validity }) =>
    validity ? [validity.from, validity.to] : [],
  );
  const instants = [...new Set(boxes)].map(instantMs);
  known.set(policy, instants);
  return instants;
}
