import { setTimeout as delay } from 'node:timers/promises';
import { closeOrphanedLogs } from '../../auditlog/writer/workerLogs.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import { explain } from '../explain.js';
import { logOpening } from '../logOpening.js';
import type { Serving } from './serving.js';

/**
 * Closes, in the background, the logs that other processes of this instance left open: workers without a successor, and killed
 * commands of operators. Waits while the database cannot be reached; no answer waits for it.
 */
export function closeOrphans(serving: Serving): void {
  const { log, lifecycle } = serving;
  const signal = lifecycle.ending;
  const onWait = (error: unknown) => log.warn(`orphaned logs are closed later: ${explain(error)}`);
  const closing = waitOut(
    () => closeAll(serving),
    { waitMs: Number.POSITIVE_INFINITY, onWait, signal },
    isOutOfReach,
  ).catch((error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, 'orphaned logs could not be closed');
  });
  // Why not awaited longer: a hanging database must not hold up the end of the server.
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
