import { LRUCache } from 'lru-cache';

/** Budgets of objects: each viewer has a bucket that fills evenly over a minute. */
export interface Budget {
  /** Takes from the viewer's bucket. @returns 0, or the seconds until there is enough */
  take(viewer: string, objects: number, now: number): number | Promise<number>;
}

/** A budget of this process alone, which answers at once. */
export interface OwnBudget extends Budget {
  take(viewer: string, objects: number, now: number): number;
  /** The seconds until there is enough, and takes nothing. */
  wait(viewer: string, objects: number, now: number): number;
}

/** Most buckets kept; the least recently used is dropped first, and starts full again. */
const MAX_VIEWERS = 10_000;

/** @param perMinute objects; 0: no budget */
export function createBudget(perMinute: number): OwnBudget {
  if (perMinute <= 0) return { take: () => 0, wait: () => 0 };
  const buckets = new LRUCache<string, { readonly level: number; readonly at: number }>({ max: MAX_VIEWERS });
  const perSecond = perMinute / 60;
  const levelOf = (viewer: string, now: number): number => {
    const bucket = buckets.get(viewer);
    return bucket ? Math.min(perMinute, bucket.level + ((now - bucket.at) / 1000) * perSecond) : perMinute;
  };
  // An operation larger than the bucket waits for a full one, not for ever.
  const neededOf = (objects: number): number => Math.min(objects, perMinute);
  const secondsUntil = (needed: number, level: number): number =>
    level >= needed ? 0 : Math.ceil((needed - level) / perSecond);
  return {
    wait: (viewer, objects, now) => secondsUntil(neededOf(objects), levelOf(viewer, now)),
    take: (viewer, objects, now) => {
      const level = levelOf(viewer, now);
      const needed = neededOf(objects);
      const enough = level >= needed;
      buckets.set(viewer, { level: enough ? level - needed : level, at: now });
      return secondsUntil(needed, level);
    },
  };
}
