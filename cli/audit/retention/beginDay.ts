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

/** A log whose newest day is due to expire, and what beginning a day in it needs. */
interface Due {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly logger: Logger;
  readonly db: LogPool;
  readonly log: string;
}

/**
 * Whether nobody writes a log, so that its newest day would never end. Why only this instance's: the heads of others are
 * elsewhere. Nothing in a register expires.
 */
export async function isIdle({ settings, db, log }: Due): Promise<boolean> {
  return instanceOf(log) === settings.logId && !isRegister(log) && (await isLeaseFree(db, log));
}

/** Begins today in a log that nobody writes, by an OPENED entry, so that its last day is not the newest any more. */
export async function beginDay({ settings, context, logger: log, log: logId }: Due): Promise<void> {
  const pool = openLogPool(context.databases.auditWriterUrl);
  try {
    const opening = logOpening(context, undefined, settings);
    await ensureNamed(logId, { pool, instance: settings.logId, ...opening, log, waitMs: 0 });
    await (await openAuditLog({ pool, logId, ...opening, log, leaseWaitMs: 0 })).close();
  } catch (error) {
    // Why only a warning: its newest day stays, as in a log in use, and the rest expires.
    log.warn({ err: error, log: logId }, 'no day could be begun in the audit log: its newest day does not expire');
  } finally {
    await pool.close();
  }
}
