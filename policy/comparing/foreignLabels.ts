import { labelIn } from '../foreign/foreignAccess.js';
import { requestsAt } from '../foreign/foreignRequests.js';
import { decideForeign } from '../foreignDecision.js';
import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import type { RequestFacts } from '../types.js';

/**
 * Who gains and who loses by changed labels and envelopes of foreign sources. Changed rows are compared elsewhere, on records
 * under every envelope. Which source has a coordinate is not known here, so each is tried.
 */
export function ofForeignSources(policies: Both<Policy>): Readonly<Record<'gains' | 'losses', readonly string[]>> {
  const changes = changesOf(policies);
  tryAll(policies, changes);
  const sentences = (which: 'rising' | 'falling', say: (what: string, agencies: string) => string): readonly string[] =>
    changes.flatMap(({ coordinates, source, [which]: agencies }) => {
      const named = [...agencies].sort().join(', ');
      return named === '' ? [] : [say(`${coordinates.join(', ')} of ${source}`, named)];
    });
  return {
    gains: sentences('rising', (what, agencies) => `${what}: shown to ${agencies}, who got nothing of it.`),
    losses: sentences('falling', (what, agencies) => `${what}: no longer shown to ${agencies}.`),
  };
}

/** Coordinates of a source that change alike, and the agencies that get more and less of them in some request. */
interface LabelChange {
  readonly coordinates: string[];
  readonly source: string;
  readonly categories: Both<string | undefined>;
  readonly rising: Set<string>;
  readonly falling: Set<string>;
}

function changesOf([before, after]: Both<Policy>): readonly LabelChange[] {
  const [one, other] = [before.foreign, after.foreign];
  const namesOf = (what: 'envelopes' | 'labels') => Object.keys({ ...one?.[what], ...other?.[what] });
  const changes = new Map<string, LabelChange>();
  for (const source of namesOf('envelopes')) {
    const isMoved = JSON.stringify(one?.envelopes[source]) !== JSON.stringify(other?.envelopes[source]);
    for (const coordinate of namesOf('labels')) {
      const categories = [one && labelIn(one.labels, coordinate), other && labelIn(other.labels, coordinate)] as const;
      if (categories[0] === categories[1] && !isMoved) continue;
      const key = JSON.stringify([source, categories]);
      const known = changes.get(key);
      if (known) known.coordinates.push(coordinate);
      else changes.set(key, { coordinates: [coordinate], source, categories, rising: new Set(), falling: new Set() });
    }
  }
  return [...changes.values()];
}

/** Tries every request whose decision may differ, under both policies, and notes who gets more and who less. */
function tryAll(policies: Both<Policy>, changes: readonly LabelChange[]): void {
  const pairs = changes.flatMap(({ source, categories }) =>
    categories.flatMap((category) => (category === undefined ? [] : [{ source, category }])),
  );
  if (pairs.length === 0) return;
  for (const each of policies)
    for (const facts of requestsAt(each, pairs)) {
      // One policy after the other: the rights of a request are cached for the last policy alone.
      const [was, is] = ([0, 1] as const).map((index) =>
        changes.map(({ source, categories }) => isShown(policies[index], facts, source, categories[index])),
      );
      for (const [index, { rising, falling }] of changes.entries())
        if (was?.[index] !== is?.[index]) (is?.[index] ? rising : falling).add(facts.viewer.agency);
    }
}

function isShown(policy: Policy, facts: RequestFacts, source: string, category: string | undefined): boolean {
  return category !== undefined && decideForeign(policy, facts, { source, category }).effect === 'FULL';
}
