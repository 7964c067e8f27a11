import type { WritableDatabase } from '../../storage/types.js';

/** How far a run is: read and staged in batches, then published, then done; or taken back. */
export type RunState = 'READING' | 'STAGED' | 'PUBLISHING' | 'DONE' | 'ROLLED_BACK';

/** What became of the items of a run, links not counted. */
export interface RunCounts {
  /** Records, withdrawals and defects met. */
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Earlier statements of records that the delivery states again. */
  readonly repeated: number;
  /** Taken back by a delta, or gone from a whole list; the latter are not part of `read`. */
  readonly withdrawn: number;
  readonly quarantined: number;
}

/** One row of `ingest.run`. */
export interface Run {
  readonly id: string;
  readonly state: RunState;
  /** UTC ISO 8601. */
  readonly startedAt: string;
  /** All rejects of items up to this number are in quarantine. */
  readonly position: number;
  /** True where an earlier process began it. */
  readonly resumed: boolean;
  readonly counts: RunCounts | null;
  /** True where the audit log has its counts. */
  readonly recorded: boolean;
}

/** Sets a stopped run back to its beginning. */
export async function restartRun(database: WritableDatabase, id: string): Promise<Run> {
  const [run] = await database.exec<RunRow>(
    `update ingest.run set state = 'READING', started_at = $2, position = 0, recorded_at = null, publishing_at = null
     where id = $1 returning ${runColumns}`,
    [id, new Date().toISOString()],
  );
  return toRun(run as RunRow, true);
}

/** Writes what is known of a run now. */
export async function updateRun(
  database: WritableDatabase,
  id: string,
  change: {
    readonly state: RunState;
    readonly counts?: RunCounts;
    readonly unmapped?: Readonly<Record<string, number>>;
  },
): Promise<void> {
  const { state, counts, unmapped } = change;
  const ended = state === 'DONE' || state === 'ROLLED_BACK';
  await database.exec(
    `update ingest.run set state = $2, finished_at = case when $3::boolean then $4::timestamptz else finished_at end,
       publishing_at = case when $2 = 'PUBLISHING' then $4::timestamptz else publishing_at end,
       read = coalesce($5, read), stored = coalesce($6, stored), changed = coalesce($7, changed),
       unchanged = coalesce($8, unchanged), repeated = coalesce($9, repeated), withdrawn = coalesce($10, withdrawn),
       quarantined = coalesce($11, quarantined), unmapped = coalesce($12::jsonb, unmapped) where id = $1`,
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
      unmapped && JSON.stringify(unmapped),
    ],
  );
}

/** Notes that the audit log has the run's counts. */
export async function markRecorded(database: WritableDatabase, id: string): Promise<void> {
  await database.exec('update ingest.run set recorded_at = $2 where id = $1', [id, new Date().toISOString()]);
}

/** What of `ingest.run` is read of a run. */
export interface RunRow extends Pick<Run, 'id' | 'state' | 'recorded'>, Omit<RunCounts, 'added'> {
  readonly started: string;
  readonly position: string;
  /** New and changed. */
  readonly stored: number;
}

/** Columns of a `RunRow`. */
export const runColumns = `id, state, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started,
  position::text, read, stored, changed, unchanged, repeated, withdrawn, quarantined, recorded_at is not null as recorded`;

/** The run that a row is of. */
export function toRun(row: RunRow, resumed: boolean): Run {
  const { id, state, started: startedAt, position, recorded, stored, ...rest } = row;
  const { read, changed, unchanged, repeated, withdrawn, quarantined } = rest;
  const counts = { read, added: stored - changed, changed, unchanged, repeated, withdrawn, quarantined };
  return {
    ...{ id, state, startedAt, position: Number(position), resumed, recorded },
    counts: state === 'READING' ? null : counts,
  };
}
