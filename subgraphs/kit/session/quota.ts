import { LRUCache } from 'lru-cache';

/** Counts look-ups of one viewer over a sliding hour. */
export interface LookupQuota {
  /** Look-ups an hour for one viewer. */
  readonly limit: number;
  /**
   * Takes so many, or none.
   *
   * @param at the request's instant, ms since 1970
   * @returns 0 where they were taken; else the seconds until they are free
   */
  reserve(viewer: string, at: number, count: number): number | Promise<number>;
  /** Gives back so many of those that were taken at that instant. */
  giveBack(viewer: string, at: number, count: number): void;
}

/** What a source counts of look-ups by identity. */
export interface LookupQuotas {
  /** Those that are answered by a hit, and those of one exact argument that find nothing. */
  readonly lookups: LookupQuota;
  /**
   * Those of a text or a question that find nothing. Why so many more than of the others: lists are screened. Why a limit: who
   * may know of a person, and no more, would else try all dates of birth.
   */
  readonly vain: LookupQuota;
}

const HOUR_MS = 60 * 60 * 1000;
const VIEWERS_KEPT = 10_000;

/** Fresh quotas; by default as many as the settings are without a word. */
export function createLookupQuotas({
  lookupsPerHour = 600,
  vainLookupsPerHour = 4000,
}: {
  readonly lookupsPerHour?: number;
  readonly vainLookupsPerHour?: number;
} = {}): LookupQuotas {
  return { lookups: createLookupQuota(lookupsPerHour), vain: createLookupQuota(vainLookupsPerHour) };
}

/** @param limit look-ups an hour for one viewer */
export function createLookupQuota(limit: number): LookupQuota {
  // Why late: it makes room for all of them at once, and a start makes twelve.
  let made: LRUCache<string, number[]> | undefined;
  const taken = () => {
    made ??= new LRUCache({ max: VIEWERS_KEPT });
    return made;
  };
  return {
    limit,
    reserve: (viewer, at, count) => {
      const times = (taken().get(viewer) ?? []).filter((time) => time > at - HOUR_MS);
      const missing = times.length + count - limit;
      taken().set(viewer, missing > 0 ? times : [...times, ...Array<number>(count).fill(at)]);
      if (missing <= 0) return 0;
      // Why sorted: requests come to their sources in another order than they were made.
      const freed = times.toSorted((a, b) => a - b).at(Math.min(missing, times.length) - 1) ?? at;
      return Math.max(1, Math.ceil((freed + HOUR_MS - at) / 1000));
    },
    giveBack: (viewer, at, count) => {
      let left = count;
      const kept = taken()
        .get(viewer)
        ?.filter((time) => time !== at || left-- <= 0);
      if (kept) taken().set(viewer, kept);
    },
  };
}
