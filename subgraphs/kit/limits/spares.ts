import { LRUCache } from 'lru-cache';
import type { Lot } from '../../../storage/limits/reservation.js';

/** Look-ups that were taken ahead or given back, by quota and viewer: with these no statement is sent for the next one. */
export interface Spares {
  /** Takes so many, the oldest first; null where there are fewer. */
  take(under: string, count: number): readonly Lot[] | null;
  /** Puts back what was taken, or puts in what was reserved. */
  put(under: string, lots: readonly Lot[]): void;
  /** How many may be taken. */
  left(under: string): number;
  /** Takes out those of another minute than this one: they are to be given back where they were reserved. */
  takeStale(under: string, minute: number): readonly Lot[];
}

const VIEWERS_KEPT = 10_000;

/** Spares of one process, and one source. */
export function createSpares(): Spares {
  // Why late: it makes room for all of them at once, and a start makes six.
  let made: LRUCache<string, Map<number, number>> | undefined;
  const kept = (): LRUCache<string, Map<number, number>> => {
    made ??= new LRUCache({ max: VIEWERS_KEPT });
    return made;
  };
  const lotsOf = (under: string) => kept().get(under) ?? new Map<number, number>();
  const left = (under: string): number => [...lotsOf(under).values()].reduce((sum, count) => sum + count, 0);
  return {
    left,
    take(under, count) {
      if (left(under) < count) return null;
      const lots = lotsOf(under);
      let missing = count;
      return [...lots]
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
    takeStale(under, minute) {
      const lots = lotsOf(under);
      const stale = [...lots].filter(([of]) => of !== minute);
      for (const [of] of stale) lots.delete(of);
      return stale;
    },
  };
}
