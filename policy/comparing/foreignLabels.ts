import { labelIn } from '../foreign/foreignAccess.js';
import { decideForeign, type ForeignPair } from '../foreign/foreignDecision.js';
import { requestsAt } from '../foreign/foreignRequests.js';
import type { Policy } from '../policy.js';
import type { RequestFacts } from '../types.js';
import type { Both } from './records.js';

/**
 * Who gains and who loses by other labels and envelopes of foreign sources. What other rows do to them is told by the rows:
 * they are compared on records under every envelope. Which source has a coordinate is not known here, so each is tried.
 */
export function ofForeignSources(policies: Both<Policy>): Readonly<Record<'gains' | 'losses', readonly string[]>> {
  const changes = changesOf(policies);
  turn(policies, [...changes.values()]);
  const told = [...changes.values()].flatMap(({ coordinates, source, rising, falling }) => {
    const what = `${coordinates.join(', ')} of ${source}`;
    const [more, less] = [rising, falling].map((agencies) => [...agencies].sort().join(', '));
    return [
      { isGain: true, agencies: more, sentence: `${what}: shown to ${more}, who got nothing of it.` },
      { isGain: false, agencies: less, sentence: `${what}: no more shown to ${less}.` },
    ].filter(({ agencies }) => agencies !== '');
  });
  const of = (wanted: boolean) => told.filter(({ isGain }) => isGain === wanted).map(({ sentence }) => sentence);
  return { gains: of(true), losses: of(false) };
}

/** Coordinates of a source that change alike, and the agencies some request of which gets more of them, and less. */
interface LabelChange {
  readonly coordinates: string[];
  readonly source: string;
  readonly categories: Both<string | undefined>;
  readonly rising: Set<string>;
  readonly falling: Set<string>;
}

function changesOf(policies: Both<Policy>): ReadonlyMap<string, LabelChange> {
  const named = (of: (foreign: NonNullable<Policy['foreign']>) => object): readonly string[] => [
    ...new Set(policies.flatMap(({ foreign }) => (foreign ? Object.keys(of(foreign)) : []))),
  ];
  const changes = new Map<string, LabelChange>();
  for (const source of named(({ envelopes }) => envelopes))
    for (const coordinate of named(({ labels }) => labels)) {
      const categories = policies.map(({ foreign }) => foreign && labelIn(foreign.labels, coordinate));
      const envelopes = policies.map(({ foreign }) => JSON.stringify(foreign?.envelopes[source]));
      if (categories[0] === categories[1] && envelopes[0] === envelopes[1]) continue;
      const key = JSON.stringify([source, categories]);
      const known = changes.get(key);
      const both = categories as unknown as LabelChange['categories'];
      if (known) known.coordinates.push(coordinate);
      else
        changes.set(key, {
          ...{ coordinates: [coordinate], source, categories: both },
          ...{ rising: new Set(), falling: new Set() },
        });
    }
  return changes;
}

/** Tries every request between which decisions can differ, under both policies, and notes who gets more and less. */
function turn(policies: Both<Policy>, changes: readonly LabelChange[]): void {
  const pairs = changes.flatMap(({ source, categories }): readonly ForeignPair[] =>
    categories.flatMap((category) => (category === undefined ? [] : [{ source, category }])),
  );
  if (pairs.length === 0) return;
  for (const each of policies)
    for (const facts of requestsAt(each, pairs)) {
      // Why one policy after the other: rights of a request are kept for the policy that was asked last.
      const [was, is] = ([0, 1] as const).map((index) =>
        changes.map((change) => isShown(policies[index], facts, change.source, change.categories[index])),
      );
      for (const [index, { rising, falling }] of changes.entries())
        if (was?.[index] !== is?.[index]) (is?.[index] ? rising : falling).add(facts.viewer.agency);
    }
}

function isShown(policy: Policy, facts: RequestFacts, source: string, category: string | undefined): boolean {
  return category !== undefined && decideForeign(policy, facts, { source, category }).effect === 'FULL';
}
