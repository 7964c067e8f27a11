import { answersWithin } from '../../auditlog/opening/connection.js';
import { openSendingLog } from '../../auditlog/sending/sendingLog.js';
import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';
import type { AuditLog } from '../../auditlog/types.js';
import type { Opening } from '../instance/serving.js';

/** The audit log as a worker has it: written by another process of the instance. */
export function openWorkerLog({ settings, context, log, lifecycle }: Opening, socket: LogSocket): AuditLog {
  const { logId, logTimeoutMs: deadlineMs } = settings;
  const { isWitnessed, ...sending } = openSendingLog({ logId, socket, keys: context.keys, deadlineMs, log });
  lifecycle.add('audit log', () => sending.close());
  const areKeysReachable = () => answersWithin(context.keys.store, settings.deadlineMs / 5);
  return { ...sending, areKeysReachable, ...(settings.witnesses === undefined ? {} : { isWitnessed }) };
}
