import type { ForeignPair } from '../foreignDecision.js';
import type { Agency, Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import { askings, factsAt, turnsOf } from '../space/requests.js';
import { type Classification, classifications, purposes, type RequestFacts } from '../types.js';

/**
 * One request of each kind between which decisions on some categories of foreign sources can differ: every agency, role,
 * purpose, with and without a case, every clearance at which an envelope stands, every time between two turns.
 */
export function* requestsAt(policy: Policy, pairs: readonly ForeignPair[]): Generator<RequestFacts> {
  const instants = instantsOf(policy, pairs);
  for (const asking of askings([policy], { purposes: [...purposes, undefined] })) {
    const agency = policy.agencies[asking.agency] as Agency;
    for (const clearance of clearancesOf(policy, agency, pairs))
      for (const asOf of instants) yield factsAt(asking, agency, asOf, clearance);
  }
}

/** A request in words. */
export function whoAsks({ viewer, purpose, caseReference, asOf }: RequestFacts): string {
  const beside = caseReference === undefined ? '' : ', with a case';
  return `${viewer.agency} (${viewer.role}, ${purpose ?? 'without a purpose'}${beside}, ${viewer.clearance}, at ${asOf})`;
}

function clearancesOf({ foreign }: Policy, agency: Agency, pairs: readonly ForeignPair[]): readonly Classification[] {
  const most = classifications.indexOf(agency.clearance);
  const asked = pairs.flatMap(({ source }) => foreign?.envelopes[source]?.classification ?? []);
  return classifications.filter((level, index) => index <= most && (asked.includes(level) || index === most));
}

/** The instants at which anything of these categories turns, and one before all of them. */
function instantsOf(policy: Policy, pairs: readonly ForeignPair[]): readonly string[] {
  const ends = pairs.flatMap(({ source }) => policy.foreign?.envelopes[source]?.expiresAt ?? []).map(instantMs);
  const categories = pairs.map(({ category }) => category);
  const turns = [...new Set([...turnsOf([policy], categories), ...ends])].sort((a, b) => a - b);
  return [(turns[0] ?? 1) - 1, ...turns].map((instant) => new Date(instant).toISOString());
}
