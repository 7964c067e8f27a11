// SPDX-License-Identifier: Apache-2.0
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import type { RecordedRun, RecordRun } from '../run/recordedRun.js';
import type { RunCounts } from '../run/runs.js';
import { updateRun } from '../run/runs.js';

/** Lets go of what a run staged. */
export async function dropStaged(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  runId: string,
): Promise<void> {
  for (const source of sources) {
    await databases[source].transaction(async (transaction) => {
      // Why: a killed process may leave a transaction behind that the server still commits; its rows must be seen.
      await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
      await transaction.exec(`delete from ${source}.staged where run_id = $1`, [runId]);
      await transaction.exec(`delete from ${source}.staged_position where run_id = $1`, [runId]);
    });
  }
}

/** Gives a run up: the audit log says so first, then all that it staged is let go. Its quarantine stays. */
export async function rollBackRun(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  record: RecordRun,
  run: RecordedRun,
): Promise<{ readonly counts: RunCounts }> {
  const { run: id, counts } = run;
  return await record.change(run, async () => {
    await dropStaged(databases, sources, id);
    await updateRun(databases.ingest, id, { state: 'ROLLED_BACK', counts });
    return { counts };
  });
}
