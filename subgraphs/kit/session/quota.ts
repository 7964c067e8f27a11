import { LRUCache } from 'lru-cache';

/**
 * Counts look-ups by identity of one viewer over a sliding hour. One is taken before anything is looked for, so that many
 * at once cannot pass together, and given back where it found what the viewer may see: a hit and a miss count alike.
 */
export interface LookupQuota {
  /** Look-ups an hour for one viewer. */
  readonly limit: number;
  /**
   * @param at the request's instant, ms since 1970
   * @returns 0 where one was taken; else the seconds until one is free
   */
  reserve(viewer: string, at: number): number | Promise<number>;
  /** Gives back one that was taken at that instant. */
  giveBack(viewer: string, at: number): void;
}

const HOUR_MS = 60 * 60 * 1000;
const VIEWERS_KEPT = 10_000;

/** @param limit look-ups an hour for one viewer */
export function createLookupQuota(limit: number): LookupQuota {
  const taken = new LRUCache<string, number[]>({ max: VIEWERS_KEPT });
  return {
    limit,
    reserve: (viewer, at) => {
      const times = (taken.get(viewer) ?? []).filter((time) => time > at - HOUR_MS);
      const isFree = times.length < limit;
      taken.set(viewer, isFree ? [...times, at] : times);
      // Why the earliest: requests come to their sources in another order than they were made.
      return isFree ? 0 : Math.max(1, Math.ceil((Math.min(...times) + HOUR_MS - at) / 1000));
    },
    giveBack: (viewer, at) => {
      const times = taken.get(viewer) ?? [];
      const index = times.indexOf(at);
      if (index >= 0) taken.set(viewer, times.toSpliced(index, 1));
    },
  };
}
