import type { Reservations } from '../limits/reservations.js';

/** What look-ups came to; those that neither showed a record nor are answered by a hit were in vain. */
export interface Came<Found> {
  readonly found: Found;
  readonly shown: number;
  readonly hits: number;
}

/** Which look-ups use up the quota: `misses`, all that show nothing; `hits`, those alone, and others have their own limit. */
export type Counting = 'misses' | 'hits';

/** Runs so many look-ups under the viewer's quotas; `isCounted` is false where these are out of reach: then none may be answered by a hit. */
export type Counted = <Found>(
  count: number,
  counting: Counting,
  look: (isCounted: boolean) => Promise<Came<Found>>,
) => Promise<Found>;

/**
 * Look-ups are taken before anything is looked for, so that many at once cannot pass together, and given back by what they came
 * to. One that failed was in vain.
 */
export function createCounted(reservations: () => Reservations): Counted {
  return async (count, counting, look) => {
    const taken = await reservations().lookups(counting === 'hits' ? ['lookups', 'vain'] : ['lookups'], count);
    let [shown, hits] = [0, 0];
    try {
      const came = await look(taken !== null);
      ({ shown, hits } = came);
      return came.found;
    } finally {
      taken?.giveBack('lookups', counting === 'hits' ? count - hits : shown);
      if (counting === 'hits') taken?.giveBack('vain', shown + hits);
    }
  };
}
