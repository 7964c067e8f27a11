import { setTimeout as delay } from 'node:timers/promises';
import { closeOperatorsLog } from '../../auditlog/register/operatorsLog.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import { explain } from '../explain.js';
import { logOpening } from '../logOpening.js';
import type { Naming } from './serving.js';

/**
 * Closes, in the background, the log of the operators, if a command that was killed left it open. Waits while the database cannot be
 * reached; no answer waits for it.
 */
export function closeOperators(serving: Naming): void {
  const { log, lifecycle } = serving;
  const signal = lifecycle.ending;
  const onWait = (error: unknown) => log.warn(`the log of the operators is closed later: ${explain(error)}`);
  const closing = waitOut(
    () => close(serving),
    { waitMs: Number.POSITIVE_INFINITY, onWait, signal },
    isOutOfReach,
  ).catch((error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, 'the log of the operators could not be closed');
  });
  // Why not awaited longer: a hanging database must not hold up the end of the server.
  lifecycle.add('log of the operators', () => Promise.race([closing, delay(1000, undefined, { ref: false })]));
}

async function close({ settings, context, log, register }: Naming): Promise<void> {
  const pool = openLogPool(context.databases.auditWriterUrl);
  try {
    const opening = logOpening(context, undefined, settings);
    await closeOperatorsLog({ pool, instance: settings.logId, ...opening, log, register });
  } finally {
    await pool.close();
  }
}
