import { decide } from '../decide.js';
import type { Policy } from '../policy.js';
import { type Category, type Effect, type RequestFacts, rank, roles } from '../types.js';
import { type Both, differingLinks, recordClasses } from './records.js';
import {
  createSameness,
  factsAt,
  type Interval,
  instantIn,
  intervalsOf,
  type Request,
  requestsOf,
} from './requests.js';
import { rightsKey } from './rights.js';

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
export interface Difference extends Turn, Request {
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
  const agencies = new Set(policies.flatMap((policy) => Object.keys(policy.agencies)));
  const categories = new Set(policies.flatMap((policy) => Object.keys(policy.categories)));
  for (const agency of agencies)
    for (const category of categories) {
      const isSame = links.length === 0 && same.of(agency, category);
      const differing = roles.filter((role) => !isSame || !same.ofRole(role, category));
      if (differing.length === 0) continue;
      const intervals = intervalsOf(policies, agency, category).map(
        (interval) => [interval, instantIn(interval)] as const,
      );
      for (const role of differing)
        for (const request of requestsOf(policies, agency, role))
          for (const [interval, asOf] of intervals)
            for (const turn of turnsOf(factsAt(request, asOf), category))
              yield { ...turn, ...request, category, interval };
    }
}

type Links = ReturnType<typeof differingLinks>;
type Turns = (facts: Both<RequestFacts>, category: Category) => readonly Turn[];

// Why kept: most requests are alike to a policy.
function createTurns(policies: Both<Policy>, links: Links): Turns {
  const kept = new Map<string, readonly Turn[]>();
  return (facts, category) => {
    const keys = policies.map((policy, index) => rightsKey(policy, facts[index] as RequestFacts, category));
    if (keys[0] === keys[1] && links.length === 0) return [];
    const key = keys.join('|');
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
