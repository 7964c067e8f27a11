import type { Logger } from 'pino';
import type { Settings } from '../config.js';
import type { Serving } from '../instance/serving.js';
import { runCommandBeside } from './commandProcess.js';
import { openNightly } from './nightly.js';

/** Indexes every night whom the logs named while this process serves, unless the settings say `off`. */
export function openNightlyIndex({ settings, log, lifecycle }: Serving): void {
  const run = (signal: AbortSignal) => indexNow(settings, log, signal);
  openNightly(lifecycle, 'nightly index', { at: settings.auditIndexAt, run });
}

/**
 * Has `portcullis audit index` index what is due, with one line of the log. An error ends neither the server nor the next night's try.
 *
 * @returns `AGAIN` where it failed, and may not fail soon
 */
export async function indexNow(settings: Settings, log: Logger, signal: AbortSignal): Promise<'DONE' | 'AGAIN'> {
  const answer = await runCommandBeside<{ readonly indexed: readonly object[] }>(settings, ['audit', 'index'], signal);
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
  // Why not soon where it is forked: what is stored stays false, and has been told.
  const isForked = error.code === 'AUDIT_FORKED';
  const when = isForked ? 'is tried again the next night' : 'is tried again';
  log.error({ code: error.code }, `nightly index failed, and ${when}: ${error.message}`);
  return isForked ? 'DONE' : 'AGAIN';
}
