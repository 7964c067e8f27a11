import type { Logger } from 'pino';
import { instanceOf, isRegister } from '../../../auditlog/logIds.js';
import { isLeaseFree } from '../../../auditlog/opening/lease.js';
import { ensureNamed } from '../../../auditlog/register/ensureNamed.js';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { openAuditLog } from '../../../auditlog/writer/openLog.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import type { CommandContext } from '../../commandContext.js';
import type { Settings } from '../../config.js';
import { logOpening } from '../../logOpening.js';

/** A log whose newest day is due to expire, and what a day is begun in it with. */
interface Due {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly logger: Logger;
  readonly db: LogPool;
  readonly log: string;
}

/**
 * Whether the newest day of a log stays so for ever: nobody writes it. Why of this instance alone: the heads of others lie
 * elsewhere. A register holds nothing that expires.
 */
export async function isIdle({ settings, db, log }: Due): Promise<boolean> {
  return instanceOf(log) === settings.logId && !isRegister(log) && (await isLeaseFree(db, log));
}

/** Begins today in a log that nobody writes, by an entry that it was opened: the day before is not the newest any more. */
export async function beginDay({ settings, context, logger: log, log: logId }: Due): Promise<void> {
  const pool = openLogPool(context.databases.auditWriterUrl);
  try {
    const opening = logOpening(context, undefined, settings);
    await ensureNamed(logId, { pool, instance: settings.logId, ...opening, log, waitMs: 0 });
    await (await openAuditLog({ pool, logId, ...opening, log, leaseWaitMs: 0 })).close();
  } catch (error) {
    // Why no more: its newest day stays, as in a log that is written; what else is due goes.
    log.warn({ err: error, log: logId }, 'no day could be begun in the audit log: its newest one does not expire');
  } finally {
    await pool.close();
  }
}
