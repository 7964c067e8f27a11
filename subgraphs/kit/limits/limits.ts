import { PortcullisError } from '../../../schema/errors.js';
import type { LimitStore } from '../../../storage/limits/limitStore.js';
import { createSpares, type Spares } from './spares.js';

/** What a quota of look-ups by identity counts, an hour, viewer and source. */
export interface LookupQuotas {
  /** Those that are answered by a hit, and those of one exact argument that find nothing. */
  readonly lookups: number;
  /**
   * Those of a text or a question that find nothing. Why so many more than of the others: lists are screened. Why a limit: who
   * may know of a person, and no more, would else try all dates of birth.
   */
  readonly vain: number;
}

/** What limits what viewers try and look up in one source: kept where all that answers together shares it. */
export interface Limits {
  readonly store: Omit<LimitStore, 'statements' | 'close' | 'isReachable'>;
  readonly quotas: LookupQuotas;
  readonly spares: Spares;
}

/** Quotas of whom nobody told any: the registry of settings takes them from here. */
export const defaultQuotas = { lookupsPerHour: 600, vainLookupsPerHour: 4_000 };

/** Limits of one source in this process. */
export function createLimits(store: Limits['store'], stated: Partial<typeof defaultQuotas> = {}): Limits {
  const { lookupsPerHour, vainLookupsPerHour } = { ...defaultQuotas, ...stated };
  return { store, quotas: { lookups: lookupsPerHour, vain: vainLookupsPerHour }, spares: createSpares() };
}

/** Limits that nobody can ask. */
export const outOfReach: Limits = createLimits({
  reserve: async () => null,
  rows: () => Promise.reject(new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: 'limits' } })),
  countTried: async () => undefined,
});
