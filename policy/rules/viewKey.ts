import type { Policy } from '../policy.js';
import type { RequestFacts } from '../types.js';
import { isLive } from './base.js';
import { instantMs } from './instant.js';

/**
 * Everything of a request that a bound or a wall looks at, but the instant itself: requests with equal keys have equal
 * bounds, and walls whose text and values differ in nothing but what depends on the instant.
 */
export function viewKey(policy: Policy, facts: RequestFacts): string {
  const { agency, kind, country, role, clearance } = facts.viewer;
  // Why no JSON: this stands on the way of every request. No part of it holds a line break: all are names of the policy.
  let key = `${agency}\n${kind}\n${country}\n${role}\n${clearance}\n${facts.purpose ?? ''}\n`;
  key += facts.caseReference ? '+' : '-';
  key += Number.isNaN(instantMs(facts.asOf)) ? '-' : '+';
  for (const operation of policy.operations) key += isLive(facts, operation) ? '+' : '-';
  return key + validityPeriod(policy, instantMs(facts.asOf));
}

// How many rows' validities have begun or ended: it tells which of them hold.
function validityPeriod(policy: Policy, asOf: number): number {
  const turns = turnsOf.get(policy) ?? findTurns(policy);
  turnsOf.set(policy, turns);
  return turns.filter((turn) => turn <= asOf).length;
}

// Why kept: it is asked for each request.
const turnsOf = new WeakMap<Policy, readonly number[]>();

function findTurns({ categories }: Policy): readonly number[] {
  const turns = Object.values(categories).flatMap(({ validity }) => (validity ? [validity.from, validity.to] : []));
  return [...new Set(turns)].map(instantMs);
}
