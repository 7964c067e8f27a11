import { PortcullisError } from '../../../schema/errors.js';
import type { LimitStore } from '../../../storage/limits/limitStore.js';
import { createSpares, type Spares } from './spares.js';

/** Quotas of look-ups by identity, per hour, viewer and source. */
export interface LookupQuotas {
  /** Look-ups answered by a hit, and those of one exact argument that find nothing. */
  readonly lookups: number;
  /**
   * Look-ups of a text or a question that find nothing: many more than of the others, since lists are screened. Without a
   * limit a viewer who may only know of a person could try all dates of birth.
   */
  readonly vain: number;
}

/** The limits on what viewers try and look up in one source. All processes that answer together share the store. */
export interface Limits {
  readonly store: Omit<LimitStore, 'statements' | 'close' | 'isReachable' | 'takeBlocks'>;
  readonly quotas: LookupQuotas;
  readonly spares: Spares;
}

/** Default quotas; the registry of settings takes them from here. */
export const defaultQuotas = { lookupsPerHour: 600, vainLookupsPerHour: 4_000 };

/** Limits of one source in this process. */
export function createLimits(store: Limits['store'], stated: Partial<typeof defaultQuotas> = {}): Limits {
  const { lookupsPerHour, vainLookupsPerHour } = { ...defaultQuotas, ...stated };
  return { store, quotas: { lookups: lookupsPerHour, vain: vainLookupsPerHour }, spares: createSpares() };
}

/** Limits that are always out of reach. */
export const outOfReach: Limits = createLimits({
  reserve: async () => null,
  rows: () => Promise.reject(new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: 'limits' } })),
  countTried: async () => undefined,
});
