import type { ForeignPair } from '../foreignDecision.js';
import type { Agency, Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import { changeInstants, factsAt, requestPoints } from '../space/requests.js';
import { type Classification, classifications, purposes, type RequestFacts } from '../types.js';

/**
 * One request for each way in which decisions on some categories of foreign sources can differ: every agency, role and
 * purpose, with and without a case, every clearance that an envelope asks for, every interval in which nothing changes.
 */
export function* requestsAt(policy: Policy, pairs: readonly ForeignPair[]): Generator<RequestFacts> {
  const instants = instantsOf(policy, pairs);
  for (const point of requestPoints([policy], { purposes: [...purposes, undefined] })) {
    const agency = policy.agencies[point.agency] as Agency;
    for (const clearance of clearancesOf(policy, agency, pairs))
      for (const asOf of instants) yield factsAt(point, agency, asOf, clearance);
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

/** The instants at which anything changes for these categories, and one before all of them. */
function instantsOf(policy: Policy, pairs: readonly ForeignPair[]): readonly string[] {
  const ends = pairs.flatMap(({ source }) => policy.foreign?.envelopes[source]?.expiresAt ?? []).map(instantMs);
  const categories = pairs.map(({ category }) => category);
  const instants = [...new Set([...changeInstants([policy], categories), ...ends])].sort((a, b) => a - b);
  return [(instants[0] ?? 1) - 1, ...instants].map((instant) => new Date(instant).toISOString());
}
