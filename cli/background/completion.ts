import { dropDiffering, findDiffering, partOfStart } from '../../ingest/cube/differing.js';
import { findDueCubes } from '../../ingest/cube/state.js';
import { type Completed, findDue } from '../../ingest/publishing/completeStored.js';
import type { RecordSourceName } from '../../schema/sources.js';
import { openDatabase } from '../../storage/pool/database.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import { waitOut } from '../../storage/pool/waitOut.js';
import type { CommandContext } from '../commandContext.js';
import { explain } from '../explain.js';
import { openIngestDatabases } from '../ingest/demonstration.js';
import type { Opening } from '../instance/serving.js';
import { runInBackground } from './commandProcess.js';

/**
 * Completes stored records behind "ready": see `completeStored`. Where the logins of this server may not write records, it names the
 * command that does. An error ends nothing: the next start goes on.
 *
 * @param alone the only source that is served, whose login never writes
 */
export function openCompletion(serving: Opening, alone?: RecordSourceName): void {
  const completing = complete(serving, alone).catch((error: unknown) =>
    serving.log.error(`stored records are not complete; the next start goes on: ${explain(error)}`),
  );
  serving.lifecycle.add('completion', () => completing);
}

async function complete({ settings, context, log, lifecycle }: Opening, alone?: RecordSourceName): Promise<void> {
  const opened = alone === undefined ? openAll(context) : openAlone(context, alone);
  const signal = lifecycle.ending;
  const { withoutCubes } = settings;
  const due = await waitOut(
    async () => ({
      differing: await opened.dropDiffering(partOfStart),
      records: await findDue(opened.databases),
      cubes: await findDueCubes(opened.databases, withoutCubes),
    }),
    { waitMs: Number.POSITIVE_INFINITY, onWait: () => undefined, signal },
    isOutOfReach,
  ).finally(opened.close);
  const { differing, records, cubes } = due;
  for (const table of differing) log.error(`the numbers kept of ${table} are not those of its records`);
  if ((records === 'NOTHING' && cubes.length + differing.length === 0) || signal.aborted) return;
  if (records === 'NOT_PERMITTED' || alone !== undefined) {
    const until = records === 'NOTHING' ? 'Numbers that are kept of records wait' : 'Searches by name say PARTIAL';
    console.log(`${until} until this was run with a login that writes records: portcullis database complete`);
    return;
  }
  log.info(
    records === 'NOTHING'
      ? 'counting stored records: facets of whole lists read them until then'
      : 'completing stored records: searches by name say PARTIAL until then',
  );
  const answer = await runInBackground<{ readonly completed: Completed }>(settings, ['database', 'complete'], signal);
  if (!('error' in answer)) log.info({ ...answer.completed }, 'stored records are complete');
  else if (!signal.aborted) throw answer.error;
}

function openAll(context: CommandContext) {
  const { databases, close } = openIngestDatabases(context);
  return { databases, dropDiffering: (most: number) => dropDiffering(databases, most), close };
}

function openAlone({ databases }: CommandContext, source: RecordSourceName) {
  const database = openDatabase(databases.url(source), { source, max: 1, timeoutMs: 0 });
  const opened = { [source]: database };
  // It may not take them away; who reads the log must.
  const dropDiffering = async (most: number) => (await findDiffering(opened, most)).map(({ table }) => table);
  return { databases: opened, dropDiffering, close: () => database.close() };
}
