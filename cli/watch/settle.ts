import type { Arrival, Look } from './look.js';

/** Finds complete arrivals, look by look. */
export interface Settler {
  /**
   * Arrivals that are complete at this look, the oldest first, since deltas arrive in their order.
   *
   * @param now milliseconds of a monotonic clock
   */
  complete(look: Look, now: number): readonly Arrival[];
  /** Arrivals of the last look that become complete if they stay unchanged. */
  readonly waiting: number;
}

/**
 * An arrival is complete once it was renamed from a temporary name, or is unchanged between two looks an interval apart.
 * Why not at the first look: a file that is still being written looks the same as a complete one.
 */
export function createSettler(intervalMs: number): Settler {
  let known = new Map<string, { readonly signature: string; readonly since: number }>();
  let temporary: ReadonlySet<string> = new Set();
  let waiting = 0;
  return {
    get waiting() {
      return waiting;
    },
    complete: (look, now) => {
      const next: typeof known = new Map();
      const complete: Arrival[] = [];
      waiting = 0;
      for (const arrival of look.arrivals) {
        const { name, signature, identity, incomplete } = arrival;
        const before = known.get(name);
        const since = before?.signature === signature ? before.since : now;
        next.set(name, { signature, since });
        if (incomplete !== null) continue;
        const renamed = before === undefined && temporary.has(identity);
        if (renamed || (before !== undefined && now - since >= intervalMs)) complete.push(arrival);
        else waiting += 1;
      }
      known = next;
      temporary = look.temporary;
      return complete.sort((a, b) => compare(a.modified, b.modified) || (a.name < b.name ? -1 : 1));
    },
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
