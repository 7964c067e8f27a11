import { bodyOpeners } from '../keys.js';
import { operatorLogId } from '../logIds.js';
import { isLeaseFree } from '../opening/lease.js';
import { findOpenIntents } from '../opening/recovery.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';
import { readSize } from '../store/tree.js';
import type { Registering } from '../types.js';
import { type AuditLogOptions, openAuditLog } from '../writer/openLog.js';

/**
 * Closes the log of an instance's operators, if a command that was killed left it open: its open intents become UNKNOWN, its end is
 * signed. May be called at any time.
 *
 * @returns false if somebody writes it, or nothing was left open
 * @throws PortcullisError as `openAuditLog`; errors of the driver where the database cannot be reached
 */
export async function closeOperatorsLog(
  options: Pick<AuditLogOptions, 'pool' | 'keys' | 'heads' | 'opening' | 'log'> & {
    readonly instance: string;
    readonly register: Registering;
  },
): Promise<boolean> {
  const { pool, instance, keys, heads, opening, log, register } = options;
  const logId = operatorLogId(instance);
  if (!(await isLeaseFree(pool, logId)) || !(await isOpenEnded(pool, logId))) return false;
  const named = { ...opening, registered: await register.opened(logId) };
  await (await openAuditLog({ pool, logId, keys, heads, opening: named, log, leaseWaitMs: 0 })).close();
  register.closed(logId);
  return true;
}

/** True if an operation has no end, or entries have no signature over them. */
async function isOpenEnded(db: LogQuery, log: string): Promise<boolean> {
  const signed = (await findNewestCheckpoint(db, log))?.size ?? 0;
  return (await readSize(db, log)) > signed || (await findOpenIntents(db, log, bodyOpeners({}))).length > 0;
}
