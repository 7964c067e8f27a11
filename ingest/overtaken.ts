import type { IngestDatabases } from './databases.js';
import type { RecordSource } from './records/record.js';
import { type Run, restartRun } from './run/runs.js';
import { dropStaged } from './staging/dropStaged.js';

/**
 * Begins a stopped run anew where another run of its source has published since: what it had staged was compared with
 * what was stored then, and what it had published may have been replaced. Any other run is given back as it is.
 *
 * @remarks Without this, a run that goes on would overwrite later records without keeping them in history, under ids that
 *   are not theirs, and what it had already published would stay replaced: half of it would be shown. The caller holds
 *   the lock of the source. May be repeated: while anything is staged, the run is still the old one.
 */
export async function beginAnewIfOvertaken(
  databases: IngestDatabases,
  run: Run,
  source: string,
  keptIn: readonly RecordSource[],
): Promise<Run> {
  if (!run.resumed) return run;
  const overtaking = await databases.ingest.exec(
    `select from ingest.run other join ingest.run stopped on other.publishing_at >= stopped.started_at
     where stopped.id = $1 and other.id <> $1 and other.format = $2 limit 1`,
    [run.id, source],
  );
  if (overtaking.length === 0) return run;
  await dropStaged(databases, keptIn, run.id);
  return await restartRun(databases.ingest, run.id);
}
