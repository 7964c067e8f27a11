import { type Budget, createBudget, type OwnBudget } from '../../gateway/limits/budget.js';
import { createLookupQuotas, type LookupQuotas } from '../../subgraphs/kit/session/quota.js';
import type { Settings } from '../config.js';

/** What one viewer may take in a time, counted in one place for all that serves together. */
export interface ViewerLimits {
  /** Objects a minute. */
  readonly objects: Budget;
  /** Look-ups by identity an hour of one source. */
  lookups(source: string): LookupQuotas;
}

/** How much that is. */
export type LimitSettings = Pick<Settings, 'objectsPerMinute' | 'lookupsPerHour' | 'vainLookupsPerHour'>;

/** Limits that this process keeps by itself. */
export interface OwnLimits extends ViewerLimits {
  readonly objects: OwnBudget;
}

/** Fresh limits, of which nothing is used up. */
export function ownLimits(settings: LimitSettings): OwnLimits {
  const quotas = new Map<string, LookupQuotas>();
  return {
    objects: createBudget(settings.objectsPerMinute),
    lookups: (source) => {
      const own = quotas.get(source) ?? createLookupQuotas(settings);
      quotas.set(source, own);
      return own;
    },
  };
}
