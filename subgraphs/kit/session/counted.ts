import type { RequestFacts } from '../../../policy/types.js';
import { PortcullisError } from '../../../schema/errors.js';
import type { LookupQuota, LookupQuotas } from './quota.js';

/** What look-ups came to; those that neither showed a record nor are answered by a hit were in vain. */
export interface Came<Found> {
  readonly found: Found;
  readonly shown: number;
  readonly hits: number;
}

/** Which look-ups use up the quota: `misses`, all that show nothing; `hits`, those alone, and others have their own limit. */
export type Counting = 'misses' | 'hits';

/** Runs so many look-ups under the viewer's quotas. */
export type Counted = <Found>(count: number, counting: Counting, look: () => Promise<Came<Found>>) => Promise<Found>;

/**
 * Look-ups are taken before anything is looked for, so that many at once cannot pass together, and given back by what they came
 * to. One that failed was in vain.
 */
export function createCounted({ lookups, vain }: LookupQuotas, { viewer, asOf }: RequestFacts): Counted {
  const at = Date.parse(asOf);
  // Why both: subjects are unique within their agency alone.
  const key = JSON.stringify([viewer.agency, viewer.subject]);

  const reserve = async (quotas: readonly LookupQuota[], count: number): Promise<void> => {
    for (const [place, quota] of quotas.entries()) {
      const retryAfterSeconds = await quota.reserve(key, at, count);
      if (retryAfterSeconds === 0) continue;
      for (const taken of quotas.slice(0, place)) taken.giveBack(key, at, count);
      throw new PortcullisError('LOOKUP_QUOTA_EXCEEDED', { facts: { limit: quota.limit, retryAfterSeconds } });
    }
  };

  return async (count, counting, look) => {
    await reserve(counting === 'hits' ? [lookups, vain] : [lookups], count);
    let [shown, hits] = [0, 0];
    try {
      const came = await look();
      ({ shown, hits } = came);
      return came.found;
    } finally {
      lookups.giveBack(key, at, counting === 'hits' ? count - hits : shown);
      if (counting === 'hits') vain.giveBack(key, at, shown + hits);
    }
  };
}
