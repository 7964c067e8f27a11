import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { decisionKey } from '../space/decisionKey.js';
import { differingLinks, recordClasses } from '../space/records.js';
import {
  type Asking,
  askings,
  type Both,
  factsUnder,
  type Interval,
  instantIn,
  intervalsOf,
  keysOf,
} from '../space/requests.js';
import { type Category, type Effect, type RequestFacts, rank, roles } from '../types.js';
import { createSameness } from './sameness.js';

/** That some decision rises, or falls. */
export type Direction = 'GAINS' | 'LOSES';

/** What changes for one request and one category: on the most ordinary record on which it does. */
export interface Turn {
  readonly direction: Direction;
  readonly was: Effect;
  readonly is: Effect;
  /** Of which records, in words; empty: of another agency's, without restrictions. */
  readonly records: readonly string[];
  /** The most that any record gives. */
  readonly most: Both<Effect>;
}

/** A turn, with the request. */
export interface Difference extends Turn, Asking {
  readonly category: Category;
  readonly interval: Interval;
}

/**
 * Every request and category for which two policies decide differently on some record. Exact: `decide` itself is asked, of
 * a record of each class that may matter, wherever what it reads of the two policies differs.
 */
export function* differences(policies: Both<Policy>): Generator<Difference> {
  const same = createSameness(policies);
  const links = differingLinks(policies);
  const turnsOf = createTurns(policies, links);
  for (const agency of keysOf(policies, 'agencies'))
    for (const category of keysOf(policies, 'categories')) {
      const isSame = links.length === 0 && same.of(agency, category);
      const differing = roles.filter((role) => !isSame || !same.ofRole(role, category));
      if (differing.length === 0) continue;
      const intervals = intervalsOf(policies, agency, category);
      for (const asking of askings(policies, { agencies: [agency], roles: differing }))
        for (const interval of intervals)
          for (const turn of turnsOf(factsUnder(policies, asking, instantIn(interval)), category))
            yield { ...turn, ...asking, category, interval };
    }
}

type Links = ReturnType<typeof differingLinks>;
type Turns = (facts: Both<RequestFacts>, category: Category) => readonly Turn[];

// Why kept: most requests are alike to a policy.
function createTurns(policies: Both<Policy>, links: Links): Turns {
  const kept = new Map<string, readonly Turn[]>();
  return (facts, category) => {
    const [was, is] = [decisionKey(policies[0], facts[0], category), decisionKey(policies[1], facts[1], category)];
    if (was === is && links.length === 0) return [];
    // Why the agency: what a record says of itself may name who asks.
    const key = `${facts[1].viewer.agency} ${was}|${is}`;
    const known = kept.get(key) ?? findTurns(policies, facts, category, links);
    kept.set(key, known);
    return known;
  };
}

function findTurns(
  policies: Both<Policy>,
  facts: Both<RequestFacts>,
  category: Category,
  links: Links,
): readonly Turn[] {
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
  return effects.reduce((one, other) => (rank[other] > rank[one] ? other : one), 'NONE');
}
