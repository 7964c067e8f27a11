import type { Logger } from 'pino';
import { purge } from '../../ingest/purging/purge.js';
import { propagateSubjects } from '../../ingest/subjects/propagateSubjects.js';
import { isPortcullisError } from '../../schema/errors.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { explain } from '../explain.js';
import { openIngestDatabases } from '../ingest/demonstration.js';
import { createRecordPurge } from '../ingest/purge.js';
import type { Opening } from '../instance/serving.js';
import { operatorOf } from '../operator.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { openNightly } from './nightly.js';

/** Purges every night while this process serves, unless the settings say `off`. */
export function openNightlyPurge({ settings, context, log, lifecycle }: Opening): void {
  const run = (signal: AbortSignal) => purgeNow(settings, context, log, signal);
  openNightly(lifecycle, 'nightly purge', { at: settings.purgeAt, run });
}

/**
 * Purges once, with one line of the log. An error ends neither the server nor the next night's run.
 *
 * @returns `AGAIN` where a source was being ingested, or it failed
 */
export async function purgeNow(
  settings: Settings,
  context: CommandContext,
  log: Logger,
  signal: AbortSignal,
): Promise<'DONE' | 'AGAIN'> {
  const { quarantineDays } = settings;
  const { databases, close } = openIngestDatabases(context);
  try {
    const { state, deleted, busy } = await purge({
      databases,
      operator: operatorOf(undefined),
      wait: false,
      signal,
      ...(quarantineDays === undefined ? {} : { quarantineDays }),
      record: createRecordPurge(createOperatorLog(settings, context, log)),
    });
    await propagateSubjects({ databases, policy: context.policy });
    log.info({ ...deleted, ...(busy.length > 0 ? { busy } : {}) }, `nightly purge: ${state.toLowerCase()}`);
    return busy.length > 0 ? 'AGAIN' : 'DONE';
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'BAD_USER_INPUT') {
      log.info('nightly purge: another process does it');
      return 'DONE';
    }
    const code = isPortcullisError(error) ? error.code : 'INTERNAL';
    log.error({ code }, `nightly purge failed, and is tried again: ${explain(error)}`);
    return 'AGAIN';
  } finally {
    await close();
  }
}
