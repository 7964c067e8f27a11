import { type LimitStore, openLimitStore } from '../../../storage/limits/limitStore.js';
import { createLimits, type Limits, outOfReach } from '../../../subgraphs/kit/limits/limits.js';
import { createTestDatabase } from '../../support/postgres.js';

/** Limits over a database of their own, gone after `close`. */
export interface TestLimits {
  readonly store: LimitStore;
  /** Limits of one source, by so many look-ups. */
  of(quotas?: Parameters<typeof createLimits>[1]): Limits;
  close(): Promise<void>;
}

/** The real limits, where nothing was tried yet. */
export async function openTestLimits(): Promise<TestLimits> {
  const database = await createTestDatabase({ sources: ['limits'] });
  const store = openLimitStore(database.limitsUrl);
  return {
    store,
    of: (quotas) => createLimits(store, quotas),
    close: async () => {
      await store.close();
      await database.close();
    },
  };
}

/** For tests that are about something else and have no database: nothing is ever used up. */
export const unlimited: Limits = createLimits({
  ...outOfReach.store,
  reserve: async ({ trials, lookups }) => ({
    trials: trials.map(() => true),
    lookups: lookups.map(({ wanted }) => [wanted, 0] as const),
  }),
});
