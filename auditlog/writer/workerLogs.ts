import { bodyOpeners } from '../keys.js';
import { instanceOf, isLogOf, isOfAnswers, isRegister, workerLogId } from '../logIds.js';
import { isLeaseFree } from '../opening/lease.js';
import { findOpenIntents } from '../opening/recovery.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { listLeasedLogs } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import { listLogs } from '../store/rows.js';
import { readSize } from '../store/tree.js';
import type { Registering } from '../types.js';
import { type AuditLogOptions, openAuditLog } from './openLog.js';

/**
 * Closes the logs that workers left behind who are gone: their open intents become UNKNOWN, their end is signed. Looks
 * at the instance's own log, at that of its operators and at those of its workers, takes only what nobody holds, and may be called at any time.
 *
 * @returns ids of the logs that were closed; a log that cannot be is reported, and the others are closed
 * @throws errors of the driver where the database cannot be reached
 */
export async function closeOrphanedLogs(
  options: Pick<AuditLogOptions, 'pool' | 'keys' | 'heads' | 'opening' | 'log'> & {
    readonly instance: string;
    readonly register: Registering;
  },
): Promise<readonly string[]> {
  const { pool, instance, keys, heads, opening, log, register } = options;
  const closed: string[] = [];
  for (const logId of await listLogs(pool)) {
    // A register that was left is closed by the next one, which goes on with it.
    if (!isLogOf(instance, logId) || isRegister(logId)) continue;
    if (!(await isLeaseFree(pool, logId)) || !(await isOpenEnded(pool, logId))) continue;
    try {
      const named = { ...opening, registered: await register.opened(logId) };
      await (await openAuditLog({ pool, logId, keys, heads, opening: named, log, leaseWaitMs: 0 })).close();
      register.closed(logId);
      closed.push(logId);
    } catch (error) {
      log.error({ err: error, log: logId }, 'the audit log of a worker that is gone could not be closed');
    }
  }
  return closed;
}

/** True where an operation has no end, or entries are under no signature. */
async function isOpenEnded(db: LogQuery, log: string): Promise<boolean> {
  const signed = (await findNewestCheckpoint(db, log))?.size ?? 0;
  return (await readSize(db, log)) > signed || (await findOpenIntents(db, log, bodyOpeners({}))).length > 0;
}

/**
 * The further logs of an instance that the writer of `log` has cosigned: none, but for the first or only one of it, which
 * takes those out of which no answers come, and those that nobody writes at this moment.
 */
export async function otherLogs(db: LogQuery, log: string): Promise<readonly string[]> {
  const instance = instanceOf(log);
  if (log !== instance && log !== workerLogId(instance, 1)) return [];
  const all = (await listLeasedLogs(db)).filter((other) => other !== log && isLogOf(instance, other));
  const mine = await Promise.all(all.map(async (other) => !isOfAnswers(other) || (await isLeaseFree(db, other))));
  return all.filter((_, index) => mine[index]);
}
