import { sqlState } from '../../storage/pool/databaseErrors.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import type { RecordedRun, RecordRun } from './recordedRun.js';
import { type RunCounts, updateRun } from './runs.js';

/** Lets go of what a run staged, and of the room that it took. */
export async function dropStaged(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  runId: string,
): Promise<void> {
  for (const source of sources) {
    await databases[source].transaction(async (transaction) => {
      // Why: a killed process may leave a transaction behind that the server still commits; its rows must be seen.
      await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
      if (!(await emptyStaged(transaction, source, runId))) {
        await transaction.exec(`delete from ${source}.staged where run_id = $1`, [runId]);
      }
      await transaction.exec(`delete from ${source}.staged_position where run_id = $1`, [runId]);
    });
  }
}

/**
 * Empties a source's table of staged rows at once, where no other run has any there nor is just staging.
 *
 * @remarks Rows that are deleted keep their room until PostgreSQL comes round, and then for the next run: a large
 *   delivery left a quarter of the database behind.
 * @returns false where it is not empty, and what it has of the run is to be deleted
 */
async function emptyStaged(transaction: Transaction, source: RecordSource, runId: string): Promise<boolean> {
  await transaction.exec('savepoint emptying');
  try {
    await transaction.exec(`lock table ${source}.staged in access exclusive mode nowait`);
    const [others] = await transaction.exec<{ any: boolean }>(
      `select exists (select from ${source}.staged where run_id < $1)
         or exists (select from ${source}.staged where run_id > $1) as any`,
      [runId],
    );
    if (others?.any === false) {
      await transaction.exec(`truncate ${source}.staged`);
      return true;
    }
  } catch (error) {
    // Another run is staging, or the deployment's rights are of a version before this.
    if (!['55P03', '42501'].includes(sqlState(error) ?? '')) throw error;
  }
  await transaction.exec('rollback to savepoint emptying');
  return false;
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
