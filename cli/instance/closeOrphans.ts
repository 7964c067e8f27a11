import { setTimeout as delay } from 'node:timers/promises';
import { closeOrphanedLogs } from '../../auditlog/writer/workerLogs.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { explain } from '../explain.js';
import { logOpening } from '../logOpening.js';
import { onceReached } from './onceReached.js';
import type { Serving } from './serving.js';

/**
 * Closes the logs that others of this instance left open, beside what serves: workers that nobody follows, since it is a single
 * process now or has fewer of them, and commands of operators that were killed. Where the database cannot be reached, as soon as it
 * can be: what serves listens already, and no answer waits for it.
 */
export function closeOrphans(serving: Serving): void {
  const { log, lifecycle } = serving;
  const signal = lifecycle.ending;
  const closing = onceReached(() => closeAll(serving), {
    signal,
    onWait: (error) => log.warn(`logs that were left open are closed later: ${explain(error)}`),
  }).catch((error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, 'logs that were left open could not be closed');
  });
  // Why not to its end: it may wait for a database that hangs, and what serves has answers to give before it ends.
  lifecycle.add('orphaned logs', () => Promise.race([closing, delay(1000, undefined, { ref: false })]));
}

async function closeAll({ settings, context, log, register }: Serving): Promise<void> {
  const pool = openLogPool(context.databases.auditWriterUrl);
  try {
    const opening = logOpening(context, undefined, settings);
    await closeOrphanedLogs({ pool, instance: settings.logId, ...opening, log, register });
  } finally {
    await pool.close();
  }
}
