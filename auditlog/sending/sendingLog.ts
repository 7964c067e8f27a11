import { setTimeout as pause } from 'node:timers/promises';
import type { AuditLog } from '../types.js';
import { unavailable } from '../writer/pending.js';
import { createRefusalCounter } from '../writer/refusals.js';
import { EntrySender } from './entrySender.js';
import type { SendingOptions } from './sendingOptions.js';

/** Refusals that are told at once. */
const refusalsAtOnce = 256;

/**
 * The log of an instance as a process has it that does not write it: entries go to the one that does, and their receipts come back.
 * All that can be done here is done here; the other one orders, seals and commits.
 */
export function openSendingLog(options: SendingOptions): AuditLog & Required<Pick<AuditLog, 'isWitnessed'>> {
  const { logId, keys, deadlineMs } = options;
  const sender = new EntrySender(options);
  const refusals = createRefusalCounter(keys.blindIndex);
  let isClosing = false;
  const tellRefusals = (): void => {
    if (sender.isConnected && refusals.isDue()) sender.tellRefusals(refusals.take(refusalsAtOnce));
  };
  const everySecond = setInterval(tellRefusals, 1000).unref();
  return {
    logId,
    append: async (entry) => {
      if (isClosing) throw unavailable('It is closing.');
      return await sender.append(entry);
    },
    countRefused: refusals.count,
    writable: () => sender.isWritable(),
    isWitnessed: () => sender.state?.isWitnessed === true,
    areLogsWhole: () => sender.state?.areLogsWhole === true,
    close: async () => {
      isClosing = true;
      clearInterval(everySecond);
      refusals.close();
      while (sender.isConnected && refusals.isDue()) tellRefusals();
      await Promise.race([sender.emptied(), pause(deadlineMs, undefined, { ref: false })]);
      sender.close();
    },
  };
}
