import { answersWithin } from '../../auditlog/opening/connection.js';
import { openSendingLog } from '../../auditlog/sending/sendingLog.js';
import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';
import { intentLocksOf } from '../../auditlog/store/intent.js';
import type { AuditLog } from '../../auditlog/types.js';
import { placeLocks } from '../../storage/locks/placeLocks.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { Opening } from '../instance/serving.js';
import { holdingIntents } from './holdingIntents.js';

/** The audit log as a worker has it: written by another process of the instance. */
export function openWorkerLog({ settings, context, log, lifecycle }: Opening, socket: LogSocket): AuditLog {
  const { logId, logTimeoutMs: deadlineMs } = settings;
  const { isWitnessed, ...sending } = openSendingLog({ logId, socket, keys: context.keys, deadlineMs, log });
  const holding = openLogPool(context.databases.auditWriterUrl, deadlineMs);
  lifecycle.add('held intents', () => holding.close());
  lifecycle.add('audit log', () => sending.close());
  const append = holdingIntents(sending.append, placeLocks(holding, intentLocksOf(logId)));
  const areKeysReachable = () => answersWithin(context.keys.store, settings.deadlineMs / 5);
  return { ...sending, append, areKeysReachable, ...(settings.witnesses === undefined ? {} : { isWitnessed }) };
}
