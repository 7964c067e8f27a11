import { LRUCache } from 'lru-cache';
import type { Budget, OwnBudget } from '../../gateway/identity/budget.js';
import type { Claim, Grant } from './messages.js';

/** Most viewers whose spare objects a worker keeps. */
const MAX_VIEWERS = 10_000;

/** Part of a minute's objects that a worker claims beside what it needs, so that not every request needs a claim. */
const SPARE = 0.01;

/** The primary's side: takes what a worker claims out of the shared budget. */
export function grant(budget: OwnBudget, { number, viewer, objects, spare }: Claim): Grant {
  const now = performance.now();
  if (budget.take(viewer, objects + spare, now) === 0) return { number, waitSeconds: 0, spare };
  return { number, waitSeconds: budget.take(viewer, objects, now), spare: 0 };
}

/** Sends claims to the primary. */
export interface Claims {
  /** Never settles where the primary is gone: this process ends then. */
  ask(claim: Omit<Claim, 'number'>): Promise<Grant>;
}

/** A worker's side: the budget that the primary keeps for all of them. */
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
      // Why no spare with the largest claims: they wait for a full bucket, which does not hold more.
      const beside = Math.floor(perMinute * SPARE);
      const claim = { viewer, objects, spare: objects + beside > perMinute ? 0 : beside };
      return ask(claim).then((granted) => {
        if (granted.spare > 0) spare.set(viewer, (spare.get(viewer) ?? 0) + granted.spare);
        return granted.waitSeconds;
      });
    },
  };
}
