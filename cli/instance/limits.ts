import type { Budget } from '../../gateway/identity/budgets/budget.js';
import { createSharedBudget } from '../../gateway/identity/budgets/sharedBudget.js';
import { createLimitKeys } from '../../storage/limits/limitKeys.js';
import { type LimitStore, openLimitStore } from '../../storage/limits/limitStore.js';
import type { Opening } from './serving.js';

/** The limits that all that answer together share, of this process. */
export function openLimits({ settings, context, log, lifecycle, meters }: Opening): LimitStore {
  const limits = openLimitStore(context.databases.limitsUrl, { log, timeoutMs: settings.sourceTimeoutMs * 0.4 });
  lifecycle.add('limits', () => limits.close());
  meters?.pool('limits', limits);
  return limits;
}

/**
 * The budgets of viewers and agencies, shared through the limits, which know nobody by name.
 *
 * @param source that stands alone: it has budgets of its own, since a router asks it several times for one request
 */
export function budgetOf(
  { settings, context }: Pick<Opening, 'settings' | 'context'>,
  limits: Pick<LimitStore, 'takeBlocks'>,
  source?: string,
): Budget {
  const of = source === undefined ? ['budget'] : ['budget', source];
  const keys = createLimitKeys(context.keys.probe);
  return createSharedBudget(settings, {
    take: async (asked, at) => {
      const budgets = asked.map(
        ({ key, perMinute, needed, wanted }) => [keys.token(...of, key), perMinute, needed, wanted] as const,
      );
      return (await limits.takeBlocks({ at, budgets }))?.map(([given, free]) => ({ given, free })) ?? null;
    },
  });
}
