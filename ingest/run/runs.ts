// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { newId } from '../../storage/keys/ref.js';
import type { WritableDatabase } from '../../storage/types.js';
import type { InputFile } from '../input/inputFile.js';
import type { EnvelopeStatement } from '../records/base.js';

/** How far a run is: read and staged in batches, then published, then done; or taken back. */
export type RunState = 'READING' | 'STAGED' | 'PUBLISHING' | 'DONE' | 'ROLLED_BACK';

/** What became of the items of a run, links not counted. */
export interface RunCounts {
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly repeated: number;
  readonly withdrawn: number;
  readonly quarantined: number;
}

/** What identifies a delivery: the same files, read in the same way for the same agency. */
export interface DeliveryIdentity {
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly format: string;
  /** Digest of the mapping file; empty where there is none. */
  readonly mapping: string;
  readonly envelope: EnvelopeStatement;
  /** What of it the command states: records are under no weaker one. */
  readonly stated: EnvelopeStatement;
  readonly whole: boolean;
  /** Whether stored envelopes may be loosened: what is staged hangs on it. */
  readonly mayLoosen?: boolean;
  readonly files: readonly InputFile[];
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

/** SHA-256 of a delivery's identity, hex. */
export function deliveryKey(identity: DeliveryIdentity): string {
  const { source, format, mapping, envelope, stated, whole, mayLoosen, files } = identity;
  const named = files.map(({ name, sha256 }) => [name, sha256]);
  return createHash('sha256')
    .update(
      JSON.stringify([
        source,
        format,
        mapping,
        Object.entries(envelope).sort(),
        whole,
        named,
        ...further(stated),
        ...(mayLoosen ? ['mayLoosen'] : []),
      ]),
    )
    .digest('hex');
}

/** What a command states beside the originator. */
function further(stated: EnvelopeStatement): readonly unknown[] {
  const { originator: _, ...others } = stated;
  const entries = Object.entries(others).sort();
  return entries.length > 0 ? [entries] : [];
}

/** Begins a run, or finds the one of this very delivery that was stopped before it was done. */
export async function beginRun(
  database: WritableDatabase,
  identity: DeliveryIdentity,
  run: { readonly key: string; readonly version: string; readonly sequence: string | null; readonly operator: string },
): Promise<Run> {
  const [stopped] = await database.exec<RunRow>(
    `select ${runColumns} from ingest.run where delivery_key = $1 and state in ('READING', 'STAGED', 'PUBLISHING')
     order by started_at desc limit 1`,
    [run.key],
  );
  if (stopped) return toRun(stopped, true);
  const { files, envelope } = identity;
  const [begun] = await database.exec<RunRow>(
    `insert into ingest.run (id, format, originator, files, file_hashes, file_sizes, started_at, delivery_key, format_version,
       state, operator, whole, sequence, envelope, format_name)
     values ($1, $2, $3, $4, $5, $6::bigint[], $7, $8, $9, 'READING', $10, $11, $12, $13, $14) returning ${runColumns}`,
    [
      newId('run'),
      identity.source,
      envelope.originator,
      files.map(({ name }) => name),
      files.map(({ sha256 }) => sha256),
      files.map(({ size }) => String(size)),
      new Date().toISOString(),
      run.key,
      run.version,
      run.operator,
      identity.whole,
      run.sequence,
      JSON.stringify(envelope),
      identity.format,
    ],
  );
  return toRun(begun as RunRow, false);
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
      counts?.read ?? null,
      counts ? counts.added + counts.changed : null,
      counts?.changed ?? null,
      counts?.unchanged ?? null,
      counts?.repeated ?? null,
      counts?.withdrawn ?? null,
      counts?.quarantined ?? null,
      unmapped ? JSON.stringify(unmapped) : null,
    ],
  );
}

/** Notes that the audit log has the run's counts. */
export async function markRecorded(database: WritableDatabase, id: string): Promise<void> {
  await database.exec('update ingest.run set recorded_at = $2 where id = $1', [id, new Date().toISOString()]);
}

interface RunRow {
  readonly id: string;
  readonly state: RunState;
  readonly started: string;
  readonly position: string;
  readonly read: number;
  readonly stored: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly repeated: number;
  readonly withdrawn: number;
  readonly quarantined: number;
  readonly recorded: boolean;
}

const runColumns = `id, state, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started,
  position::text, read, stored, changed, unchanged, repeated, withdrawn, quarantined, recorded_at is not null as recorded`;

function toRun(row: RunRow, resumed: boolean): Run {
  const { stored, changed } = row;
  const counts = row.state === 'READING' ? null : { ...row, added: stored - changed, changed };
  return {
    id: row.id,
    state: row.state,
    startedAt: row.started,
    position: Number(row.position),
    resumed,
    recorded: row.recorded,
    counts: counts && {
      read: counts.read,
      added: counts.added,
      changed: counts.changed,
      unchanged: counts.unchanged,
      repeated: counts.repeated,
      withdrawn: counts.withdrawn,
      quarantined: counts.quarantined,
    },
  };
}
