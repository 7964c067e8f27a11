import { sqlState } from '../../storage/pool/databaseErrors.js';
import type { Transaction, WritableDatabase } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import type { RecordedRun, RecordRun, RunCounts } from './recordedRun.js';
import type { StagedRun } from './result.js';

/** How far a run is: read and staged in batches, then published, then done; or taken back. */
export type RunState = 'READING' | 'STAGED' | 'PUBLISHING' | 'DONE' | 'ROLLED_BACK';

/** One row of `ingest.run`. */
export interface Run {
  readonly id: string;
  /** UTC ISO 8601. */
  readonly startedAt: string;
  /** True where an earlier process began it. */
  readonly resumed: boolean;
  /** What staging it came to; null while it is being read. */
  readonly staged: StagedRun | null;
  /** True where the audit log has its counts. */
  readonly recorded: boolean;
}

/** Writes what is known of a run now. */
export async function updateRun(
  database: WritableDatabase,
  id: string,
  change: {
    readonly state: RunState;
    readonly counts?: RunCounts;
    readonly staged?: StagedRun;
  },
): Promise<void> {
  const { state, staged, counts = staged?.counts } = change;
  const ended = state === 'DONE' || state === 'ROLLED_BACK';
  await database.exec(
    `update ingest.run set state = $2, finished_at = case when $3::boolean then $4::timestamptz else finished_at end,
       publishing_at = case when $2 = 'PUBLISHING' then $4::timestamptz else publishing_at end,
       read = coalesce($5, read), stored = coalesce($6, stored), changed = coalesce($7, changed),
       unchanged = coalesce($8, unchanged), repeated = coalesce($9, repeated), withdrawn = coalesce($10, withdrawn),
       quarantined = coalesce($11, quarantined), unmapped = coalesce($12::text::jsonb -> 'unmapped', unmapped),
       staged = case when $3 then null else coalesce($12::text::json, staged) end,
       reader = case when $3 then null else reader end where id = $1`,
    [
      id,
      state,
      ended,
      new Date().toISOString(),
      counts?.read,
      counts && counts.added + counts.changed,
      counts?.changed,
      counts?.unchanged,
      counts?.repeated,
      counts?.withdrawn,
      counts?.quarantined,
      staged && JSON.stringify(staged),
    ],
  );
}

/** Notes that the audit log has the run's counts. */
export async function markRecorded(database: WritableDatabase, id: string): Promise<void> {
  await database.exec('update ingest.run set recorded_at = $2 where id = $1', [id, new Date().toISOString()]);
}

/** Ends a run: first all that it staged goes, then it is `DONE` or `ROLLED_BACK`. */
export async function endRun(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  id: string,
  state: 'DONE' | 'ROLLED_BACK',
  counts: RunCounts,
): Promise<void> {
  // Why in this order: staged rows of a run that has ended would stay for ever.
  await dropStaged(databases, sources, id);
  await updateRun(databases.ingest, id, { state, counts });
}

/** Gives a run up: the audit log says so first, then all that it staged goes. Its quarantine stays. */
export async function rollBackRun(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  record: RecordRun,
  run: RecordedRun,
): Promise<{ readonly counts: RunCounts }> {
  const { run: id, counts } = run;
  return await record.change(run, async () => {
    await endRun(databases, sources, id, 'ROLLED_BACK', counts);
    return { counts };
  });
}

/** Drops what a run staged and where its reading stood, and frees the space. */
export async function dropStaged(
  databases: IngestDatabases,
  sources: Iterable<RecordSource>,
  runId: string,
): Promise<void> {
  // Why first: without a bookmark a run is read from its beginning, and nothing is lost.
  await databases.ingest.exec('delete from ingest.bookmark where run_id = $1', [runId]);
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
 * Empties a source's table of staged rows at once, where no other run has any there or is just staging.
 *
 * @remarks Deleted rows keep their space until PostgreSQL vacuums, and then for the next run: a large delivery left a
 *   quarter of the database behind.
 * @returns false where it is not empty, and the run's rows must be deleted
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
    if (sqlState(error) !== lockNotAvailable) throw error;
  }
  await transaction.exec('rollback to savepoint emptying');
  return false;
}

/** SQLSTATE of `nowait`: another run is staging. */
const lockNotAvailable = '55P03';
