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
 * Closes the logs of workers that are gone: their open intents become UNKNOWN, their end is signed. Covers the instance's
 * own log, its operators' and its workers', takes only what nobody holds, and may be called at any time.
 *
 * @returns ids of the closed logs; one that cannot be closed is reported, and does not keep the others from it
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
    // The next register closes one that was left, and goes on with it.
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

/** True if an operation has no end, or entries have no signature over them. */
async function isOpenEnded(db: LogQuery, log: string): Promise<boolean> {
  const signed = (await findNewestCheckpoint(db, log))?.size ?? 0;
  return (await readSize(db, log)) > signed || (await findOpenIntents(db, log, bodyOpeners({}))).length > 0;
}

/**
 * The further logs of an instance that the writer of `log` has cosigned: for the instance's first or only writer, the logs
 * that no answers come from and those that nobody writes now; for any other writer, none.
 */
export async function otherLogs(db: LogQuery, log: string): Promise<readonly string[]> {
  const instance = instanceOf(log);
  if (log !== instance && log !== workerLogId(instance, 1)) return [];
  const all = (await listLeasedLogs(db)).filter((other) => other !== log && isLogOf(instance, other));
  const mine = await Promise.all(all.map(async (other) => !isOfAnswers(other) || (await isLeaseFree(db, other))));
  return all.filter((_, index) => mine[index]);
}
