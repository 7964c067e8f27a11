import type { Agency, Policy } from '../policy.js';
import { instantMs } from '../rules/instant.js';
import { classifications, type RequestFacts } from '../types.js';
import type { ForeignPair } from './foreignDecision.js';

/**
 * One request of each kind between which decisions on some categories of foreign sources can differ: every agency, role,
 * purpose, with and without a case, every clearance at which an envelope stands, every time between two turns.
 */
export function* requestsAt(policy: Policy, pairs: readonly ForeignPair[]): Generator<RequestFacts> {
  const instants = instantsOf(policy, pairs);
  for (const agency of Object.values(policy.agencies))
    for (const role of agency.roles)
      for (const purpose of [...agency.purposes, undefined])
        for (const clearance of clearancesOf(policy, agency, pairs))
          for (const asOf of instants)
            for (const caseReference of [undefined, agency.caseReference.example]) {
              const viewer = {
                subject: '',
                agency: agency.id,
                kind: agency.kind,
                country: agency.country,
                role,
                clearance,
              };
              yield { viewer, purpose, asOf, ...(caseReference === undefined ? {} : { caseReference }) };
            }
}

/** A request in words. */
export function whoAsks({ viewer, purpose, caseReference, asOf }: RequestFacts): string {
  const beside = caseReference === undefined ? '' : ', with a case';
  return `${viewer.agency} (${viewer.role}, ${purpose ?? 'without a purpose'}${beside}, ${viewer.clearance}, at ${asOf})`;
}

function clearancesOf(
  { foreign }: Policy,
  agency: Agency,
  pairs: readonly ForeignPair[],
): RequestFacts['viewer']['clearance'][] {
  const most = classifications.indexOf(agency.clearance);
  const asked = pairs.flatMap(({ source }) => foreign?.envelopes[source]?.classification ?? []);
  return classifications.filter((level, index) => index <= most && (asked.includes(level) || index === most));
}

/** The instants at which anything of these categories turns, and one before all of them. */
function instantsOf({ foreign, categories, operations }: Policy, pairs: readonly ForeignPair[]): readonly string[] {
  const rows = pairs.flatMap(({ category }) => {
    const row = categories[category];
    const needed = row?.needs == null ? undefined : categories[row.needs];
    return [row, needed].flatMap((each) => (each?.validity ? [each.validity.from, each.validity.to] : []));
  });
  const granted = operations.flatMap(({ from, to }) => [from, to]);
  const ends = pairs.flatMap(({ source }) => foreign?.envelopes[source]?.expiresAt ?? []);
  const turns = [...new Set([...rows, ...granted, ...ends].map(instantMs))].sort((a, b) => a - b);
  return [(turns[0] ?? 1) - 1, ...turns].map((instant) => new Date(instant).toISOString());
}
