import { closeOrphanedLogs } from '../../auditlog/writer/workerLogs.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { logOpening } from '../logOpening.js';
import type { Serving } from '../serve/serving.js';

/**
 * Closes the logs that others of this instance left open: workers that nobody follows, since it is a single process now or
 * has fewer of them, and commands of operators that were killed.
 */
export async function closeOrphans({ settings, foundation, log, register }: Omit<Serving, 'lifecycle'>): Promise<void> {
  const pool = openLogPool(foundation.databases.auditWriterUrl);
  try {
    const opening = logOpening(foundation, undefined, settings);
    await closeOrphanedLogs({ pool, instance: settings.logId, ...opening, log, register });
  } finally {
    await pool.close();
  }
}
