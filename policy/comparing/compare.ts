import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { decisionKey } from '../space/decisionKey.js';
import { differingLinks, recordClasses } from '../space/records.js';
import {
  type Both,
  factsUnder,
  type Interval,
  instantIn,
  intervalsOf,
  keysOf,
  type RequestPoint,
  requestPoints,
} from '../space/requests.js';
import { type Category, type Effect, type RequestFacts, rank, roles } from '../types.js';
import { createSameness } from './sameness.js';

/** Whether a decision rises or falls. */
export type Direction = 'GAINS' | 'LOSES';

/** What changes for one request and one category, on the most ordinary record on which anything does. */
export interface EffectChange {
  readonly direction: Direction;
  readonly was: Effect;
  readonly is: Effect;
  /** The records it applies to, in words; empty: those of another agency without restrictions. */
  readonly records: readonly string[];
  /** The highest effect on any record, before and after. */
  readonly most: Both<Effect>;
}

/** An effect that changes, with the request and the category. */
export interface Difference extends EffectChange, RequestPoint {
  readonly category: Category;
  readonly interval: Interval;
}

/**
 * Every request and category for which two policies decide differently on some record. Exact: wherever what `decide` reads
 * of the two policies differs, it is called for a record of each class that may matter.
 */
export function* differences(policies: Both<Policy>): Generator<Difference> {
  const same = createSameness(policies);
  const links = differingLinks(policies);
  const effectChangesOf = createEffectChanges(policies, links);
  for (const agency of keysOf(policies, 'agencies'))
    for (const category of keysOf(policies, 'categories')) {
      const isSame = links.length === 0 && same.of(agency, category);
      const differing = roles.filter((role) => !isSame || !same.ofRole(role, category));
      if (differing.length === 0) continue;
      const intervals = intervalsOf(policies, agency, category);
      for (const point of requestPoints(policies, { agencies: [agency], roles: differing }))
        for (const interval of intervals)
          for (const turn of effectChangesOf(factsUnder(policies, point, instantIn(interval)), category))
            yield { ...turn, ...point, category, interval };
    }
}

type Links = ReturnType<typeof differingLinks>;
type EffectChangesOf = (facts: Both<RequestFacts>, category: Category) => readonly EffectChange[];

// Memoised: most requests are alike to a policy.
function createEffectChanges(policies: Both<Policy>, links: Links): EffectChangesOf {
  const kept = new Map<string, readonly EffectChange[]>();
  return (facts, category) => {
    const [was, is] = [decisionKey(policies[0], facts[0], category), decisionKey(policies[1], facts[1], category)];
    if (was === is && links.length === 0) return [];
    // The agency is part of the key because a record may name the agency that asks.
    const key = `${facts[1].viewer.agency} ${was}|${is}`;
    const known = kept.get(key) ?? findEffectChanges(policies, facts, category, links);
    kept.set(key, known);
    return known;
  };
}

function findEffectChanges(
  policies: Both<Policy>,
  facts: Both<RequestFacts>,
  category: Category,
  links: Links,
): readonly EffectChange[] {
  const decided = recordClasses(policies, facts, category, links).map(({ words, envelope, subjects }) => {
    const of = (index: 0 | 1) => decide(policies[index], facts[index], category, envelope, subjects[index]).effect;
    return { records: words, was: of(0), is: of(1) };
  });
  const most: Both<Effect> = [highest(decided.map(({ was }) => was)), highest(decided.map(({ is }) => is))];
  const gained = decided.find(({ was, is }) => rank[is] > rank[was]);
  const lost = decided.find(({ was, is }) => rank[is] < rank[was]);
  return [
    ...(gained ? [{ direction: 'GAINS' as const, most, ...gained }] : []),
    ...(lost ? [{ direction: 'LOSES' as const, most, ...lost }] : []),
  ];
}

function highest(effects: readonly Effect[]): Effect {
  return effects.reduce((most, effect) => (rank[effect] > rank[most] ? effect : most), 'NONE');
}
