import { type Completed, findDue } from '../../ingest/publishing/completeStored.js';
import { explain } from '../explain.js';
import { openIngestDatabases } from '../ingest/demonstration.js';
import { onceReached } from '../serving/onceReached.js';
import type { Serving } from '../serving/serving.js';
import { runCommandBeside } from './commandProcess.js';

/**
 * Completes stored records behind "ready", where any are left: see `completeStored`. Where the logins of this server may not
 * write records, it says which command does. An error ends nothing: what is left is completed at the next start.
 */
export function openCompletion(serving: Pick<Serving, 'settings' | 'foundation' | 'log' | 'lifecycle'>): void {
  const completing = complete(serving).catch((error: unknown) =>
    serving.log.error(`stored records are not complete, and are completed at the next start: ${explain(error)}`),
  );
  serving.lifecycle.add('completion', () => completing);
}

async function complete({ settings, foundation, log, lifecycle }: Parameters<typeof openCompletion>[0]): Promise<void> {
  const { databases, close } = openIngestDatabases(foundation);
  const signal = lifecycle.ending;
  const due = await onceReached(() => findDue(databases), { signal }).finally(close);
  if (due === 'NOTHING' || signal.aborted) return;
  if (due === 'NOT_PERMITTED') {
    console.log(
      'Searches by names say PARTIAL until this has been run, with a login that writes records: portcullis database complete',
    );
    return;
  }
  log.info('stored records are completed: searches by names say PARTIAL until then');
  const answer = await runCommandBeside<{ readonly completed: Completed }>(settings, ['database', 'complete'], signal);
  if (!('error' in answer)) log.info({ ...answer.completed }, 'stored records are complete');
  else if (!signal.aborted) throw answer.error;
}
