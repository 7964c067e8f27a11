import { type Completed, findDue } from '../../ingest/publishing/completeStored.js';
import type { RecordSourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { CommandContext } from '../commandContext.js';
import { explain } from '../explain.js';
import { openIngestDatabases } from '../ingest/demonstration.js';
import type { Serving } from '../instance/serving.js';
import { runInBackground } from './commandProcess.js';

type Completing = Pick<Serving, 'settings' | 'context' | 'log' | 'lifecycle'>;

/**
 * Completes stored records behind "ready": see `completeStored`. Where the logins of this server may not write records, it names the
 * command that does. An error ends nothing: the next start goes on.
 *
 * @param alone the only source that is served, whose login never writes
 */
export function openCompletion(serving: Completing, alone?: RecordSourceName): void {
  const completing = complete(serving, alone).catch((error: unknown) =>
    serving.log.error(`stored records are not complete; the next start goes on: ${explain(error)}`),
  );
  serving.lifecycle.add('completion', () => completing);
}

async function complete({ settings, context, log, lifecycle }: Completing, alone?: RecordSourceName): Promise<void> {
  const { databases, close } = alone === undefined ? openIngestDatabases(context) : openAlone(context, alone);
  const signal = lifecycle.ending;
  const due = await waitOut(
    () => findDue(databases),
    { waitMs: Number.POSITIVE_INFINITY, onWait: () => undefined, signal },
    isOutOfReach,
  ).finally(close);
  if (due === 'NOTHING' || signal.aborted) return;
  if (due === 'NOT_PERMITTED' || alone !== undefined) {
    console.log(
      'Searches by name say PARTIAL until this was run with a login that writes records: portcullis database complete',
    );
    return;
  }
  log.info('completing stored records: searches by name say PARTIAL until then');
  const answer = await runInBackground<{ readonly completed: Completed }>(settings, ['database', 'complete'], signal);
  if (!('error' in answer)) log.info({ ...answer.completed }, 'stored records are complete');
  else if (!signal.aborted) throw answer.error;
}

function openAlone({ databases }: CommandContext, source: RecordSourceName) {
  const database = openDatabase(databases.url(source), { source, max: 1 });
  return { databases: { [source]: database }, close: () => database.close() };
}
