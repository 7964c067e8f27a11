import { LRUCache } from 'lru-cache';
import type { Budget, OwnBudget } from '../../gateway/identity/budget.js';
import type { Claim, Grant } from './messages.js';

/** Viewers whose spare objects a worker keeps at most. */
const MAX_VIEWERS = 10_000;

/** Part of a minute's objects that a worker takes beside what it needs, so that it need not ask for each request. */
const SPARE = 0.01;

/** The primary's side: takes what a worker asks for, out of what all of them share. */
export function grant(budget: OwnBudget, { number, viewer, objects, spare }: Claim): Grant {
  const now = performance.now();
  if (budget.take(viewer, objects + spare, now) === 0) return { number, waitSeconds: 0, spare };
  return { number, waitSeconds: budget.take(viewer, objects, now), spare: 0 };
}

/** The way to the primary. */
export interface Claims {
  /** Sends a claim; what comes of it. Never settles where the primary is gone: then this process ends. */
  ask(claim: Omit<Claim, 'number'>): Promise<Grant>;
}

/** A worker's side: a budget that the primary keeps for all of them. */
export function budgetOfPrimary({ ask }: Claims, perMinute: number): Budget {
  if (perMinute <= 0) return { take: () => 0 };
  const spare = new LRUCache<string, number>({ max: MAX_VIEWERS });
  return {
    take: (viewer, objects) => {
      const left = spare.get(viewer) ?? 0;
      if (left >= objects) {
        spare.set(viewer, left - objects);
        return 0;
      }
      // Why none beside the largest: a full bucket, which is all that those wait for, does not hold it.
      const beside = Math.floor(perMinute * SPARE);
      const claim = { viewer, objects, spare: objects + beside > perMinute ? 0 : beside };
      return ask(claim).then((granted) => {
        if (granted.spare > 0) spare.set(viewer, (spare.get(viewer) ?? 0) + granted.spare);
        return granted.waitSeconds;
      });
    },
  };
}
