import { type Budget, createBudget, type OwnBudget } from '../../gateway/limits/budget.js';
import { createLookupQuota, type LookupQuota } from '../../subgraphs/kit/session/quota.js';
import type { Settings } from '../config.js';

/** What one viewer may take in a time, counted in one place for all that serves together. */
export interface ViewerLimits {
  /** Objects a minute. */
  readonly objects: Budget;
  /** Look-ups by identity an hour of one source. */
  lookups(source: string): LookupQuota;
}

/** Limits that this process keeps by itself. */
export interface OwnLimits extends ViewerLimits {
  readonly objects: OwnBudget;
}

/** Fresh limits, of which nothing is used up. */
export function ownLimits(settings: Pick<Settings, 'objectsPerMinute' | 'lookupsPerHour'>): OwnLimits {
  const quotas = new Map<string, LookupQuota>();
  return {
    objects: createBudget(settings.objectsPerMinute),
    lookups: (source) => {
      const quota = quotas.get(source) ?? createLookupQuota(settings.lookupsPerHour);
      quotas.set(source, quota);
      return quota;
    },
  };
}
