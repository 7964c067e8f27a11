import { LRUCache } from 'lru-cache';
import type { Lot } from '../../../storage/limits/reservation.js';

/** Look-ups taken ahead or given back, by quota and viewer: the next one then needs no statement. */
export interface Spares {
  /** How many may be taken at an instant, ms since 1970. */
  left(under: string, at: number): number;
  /** Takes that many, the oldest first. */
  take(under: string, at: number, count: number): readonly Lot[];
  /** Puts back what was taken, or adds what was reserved. */
  put(under: string, lots: readonly Lot[]): void;
  /** Takes out those past their time, to be given back where they were reserved. */
  takeStale(under: string, at: number): readonly Lot[];
}

const VIEWERS_KEPT = 10_000;
/** How long a reserved look-up may be kept; the store counts it for that much longer than the hour. */
const KEPT_MS = 5 * 60_000;

/** Spares of one source in one process. */
export function createSpares(): Spares {
  // Why late: the cache allocates all its room at once, and a start makes six of them.
  let made: LRUCache<string, Map<number, number>> | undefined;
  const kept = (): LRUCache<string, Map<number, number>> => {
    made ??= new LRUCache({ max: VIEWERS_KEPT });
    return made;
  };
  const lotsOf = (under: string) => kept().get(under) ?? new Map<number, number>();
  const isStale = (minute: number, at: number): boolean => minute <= at - KEPT_MS;
  const fresh = (under: string, at: number): Lot[] => [...lotsOf(under)].filter(([minute]) => !isStale(minute, at));
  return {
    left: (under, at) => fresh(under, at).reduce((sum, [, count]) => sum + count, 0),
    take(under, at, count) {
      const lots = lotsOf(under);
      let missing = count;
      return fresh(under, at)
        .sort(([a], [b]) => a - b)
        .flatMap(([minute, there]): Lot[] => {
          const taken = Math.min(there, missing);
          missing -= taken;
          if (taken === there) lots.delete(minute);
          else lots.set(minute, there - taken);
          return taken > 0 ? [[minute, taken]] : [];
        });
    },
    put(under, more) {
      const lots = lotsOf(under);
      for (const [minute, count] of more) if (count > 0) lots.set(minute, (lots.get(minute) ?? 0) + count);
      kept().set(under, lots);
    },
    takeStale(under, at) {
      const lots = lotsOf(under);
      const stale = [...lots].filter(([minute]) => isStale(minute, at));
      for (const [minute] of stale) lots.delete(minute);
      return stale;
    },
  };
}
