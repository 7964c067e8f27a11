import type { Logger } from 'pino';
import type { Settings } from '../config.js';
import type { Opening } from '../instance/serving.js';
import { runInBackground } from './commandProcess.js';
import { openNightly } from './nightly.js';

/** Indexes the subjects named in the logs every night while this process serves, unless the settings say `off`. */
export function openNightlyIndex({ settings, log, lifecycle }: Opening): void {
  const run = (signal: AbortSignal) => indexNow(settings, log, signal);
  openNightly(lifecycle, 'nightly index', { at: settings.auditIndexAt, run });
}

/**
 * Runs `portcullis audit index`, with one line of the log. An error ends neither the server nor the next night's run.
 *
 * @returns `AGAIN` where it failed and may succeed soon
 */
export async function indexNow(settings: Settings, log: Logger, signal: AbortSignal): Promise<'DONE' | 'AGAIN'> {
  const answer = await runInBackground<{ readonly indexed: readonly object[] }>(settings, ['audit', 'index'], signal);
  if (signal.aborted) return 'AGAIN';
  if (!('error' in answer)) {
    const { indexed } = answer;
    log.info({ indexed }, `nightly index: ${indexed.length === 0 ? 'nothing' : 'done'}`);
    return 'DONE';
  }
  const { error } = answer;
  if (error.code === 'BAD_USER_INPUT') {
    log.info('nightly index: another process does it');
    return 'DONE';
  }
  // Why not soon where it is forked: the stored log stays forked, and the line below has said so.
  const isForked = error.code === 'AUDIT_FORKED';
  const when = isForked ? 'is tried again the next night' : 'is tried again';
  log.error({ code: error.code }, `nightly index failed, and ${when}: ${error.message}`);
  return isForked ? 'DONE' : 'AGAIN';
}
