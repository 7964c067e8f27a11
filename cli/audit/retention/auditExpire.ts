import { type Expirable, type Expired, type Expiry, expireEntries } from '../../../auditlog/retention/expire.js';
import { dayBefore, type Period, parsePeriods } from '../../../auditlog/retention/periods.js';
import { checkpointPublicKeys } from '../../../auditlog/signing/keys.js';
import { writeSpan } from '../../../auditlog/spans.js';
import { earliestNow, vacuumEntries } from '../../../auditlog/store/retention/expire.js';
import { listLogs } from '../../../auditlog/store/rows.js';
import { expiringId } from '../../../auditlog/verification/acts/erasures.js';
import { bodyKeys } from '../../../auditlog/verification/checkEntry.js';
import { badUserInput } from '../../../schema/errors.js';
import type { Settings } from '../../config.js';
import { countActs } from '../../operatorLog/countActs.js';
import type { Disposition } from '../../operatorLog/operatorAct.js';
import { createOperatorLog } from '../../operatorLog/operatorLog.js';
import { type Output, print } from '../../output/printLine.js';
import { type OwnedLog, withOwnedLog } from '../access.js';
import { beginDay, isIdle } from './beginDay.js';

/** What to expire, and why. */
export interface AuditExpireOptions extends Output {
  /** This log only; all of the database where absent. */
  readonly log?: string | undefined;
  readonly class?: Expirable | undefined;
  /** Entries of earlier days (UTC) expire; absent: by the deployment's retention periods. */
  readonly before?: string | undefined;
  readonly isDry: boolean;
  readonly reason: string;
  readonly operator: string;
}

/**
 * Expires entries after EXPIRE entries in the operators' log, and prints how many of each log and class.
 *
 * @throws PortcullisError BAD_USER_INPUT for a day that is not over for two days by every clock, or without a period; and as
 *   `expireEntries`
 */
export async function runAuditExpire(settings: Settings, options: AuditExpireOptions): Promise<void> {
  await withOwnedLog(settings, async (owned) => {
    const { db } = owned;
    const days = daysOf(settings, options, await earliestNow(db, Date.now()));
    const logs = options.log === undefined ? await listLogs(db) : [options.log];
    const results: Result[] = [];
    for (const log of logs)
      for (const [of, before] of days) {
        const at = { settings, ...owned, log, class: of, before };
        const { expiries: _expiries, ...expired } = await expireOf(at, options);
        results.push({ log, class: of, ...expired });
      }
    if (!options.isDry && results.some(({ count }) => count > 0)) {
      await countActs(owned.context, owned.logger);
      await vacuumEntries(db);
    }
    print(options, { dryRun: options.isDry, expired: results }, () => results.map((each) => describe(each, options)));
  });
}

type Result = Omit<Expired, 'expiries'> & { readonly log: string; readonly class: Expirable };

/** For each class, the day before which its entries expire. */
function daysOf(
  settings: Settings,
  { class: only, before }: AuditExpireOptions,
  now: string,
): readonly (readonly [Expirable, string])[] {
  if (before !== undefined) {
    const latest = dayBefore(now, { days: 1 });
    if (before > latest)
      throw badUserInput(`Entries of ${latest} and later may still be written: they do not expire.`, {
        at: '--before',
      });
    return (only === undefined ? (['LOOK', 'REFUSAL'] as const) : [only]).map((each) => [each, before]);
  }
  const periods = parsePeriods(settings.auditRetention ?? '').filter(([each]) => only === undefined || each === only);
  if (periods.length > 0)
    return periods.map(([each, period]: readonly [Expirable, Period]) => [each, dayBefore(now, period)]);
  throw badUserInput('No retention period is set.', {
    at: '--before',
    hint: 'Name a day with --before, or set periods: --audit-retention LOOK=5y,REFUSAL=1y.',
  });
}

interface ExpireAt extends OwnedLog {
  readonly settings: Settings;
  readonly log: string;
  readonly class: Expirable;
  readonly before: string;
}

async function expireOf(at: ExpireAt, { isDry, operator, reason }: AuditExpireOptions): Promise<Expired> {
  const { settings, context, logger, ...what } = at;
  const startedAt = new Date().toISOString();
  const actOf = ({ first, last, spans }: Expiry): Disposition => ({
    act: 'expire',
    id: expiringId(what.log, { class: what.class, first, last, index: spans[0]?.from ?? 0 }),
    operator,
    originator: null,
    startedAt,
    facts: { log: what.log, class: what.class, first, last, reason },
    spans: spans.map(writeSpan),
  });
  return await expireEntries({
    ...what,
    isDry,
    beginDay: async () => {
      const isDue = await isIdle(at);
      if (isDue && !isDry) await beginDay(at);
      return isDue;
    },
    keys: bodyKeys(context.keys),
    publicKeys: checkpointPublicKeys(context.keys),
    append: (expiries) => createOperatorLog(settings, context, logger).dispose(...expiries.map(actOf)),
  });
}

function describe({ log, class: of, count, held, before }: Result, { isDry }: AuditExpireOptions): string {
  const stay = held > 0 ? `; ${held} on hold stay` : '';
  return `${log} ${of}: ${count} entries from before ${before} ${isDry ? 'would expire' : 'expired'}${stay}.`;
}
