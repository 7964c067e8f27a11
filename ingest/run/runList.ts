import type { IngestDatabases } from '../databases.js';
import { type RecordSource, recordSources } from '../records/record.js';
import { utcText } from '../rows/utcText.js';
import type { DeliveryFacts, RunCounts } from './recordedRun.js';
import type { RunState } from './runs.js';

/** A run as operators see it. */
export interface RunSummary extends DeliveryFacts {
  readonly run: string;
  readonly state: RunState;
  readonly operator: string | null;
  /** True for `--full`. */
  readonly whole: boolean;
  /** UTC ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Items read and acknowledged so far. */
  readonly position: number;
  /** While it is reading, `read` and `quarantined` alone are known. */
  readonly counts: RunCounts;
  /** True where the audit log has its counts: it can only go on. */
  readonly recorded: boolean;
  /** Rows that it keeps staged until it ends. */
  readonly staged: number;
  /** True while a run of its source is on its way: for one that has not ended, perhaps this one. */
  readonly sourceBusy: boolean;
}

/** Which runs, the newest first. */
export interface RunFilter {
  /** Beginning of the id. */
  readonly id?: string;
  readonly source?: string;
  readonly originator?: string;
  /** Only those that have not ended. */
  readonly open?: boolean;
  /** 50 by default. */
  readonly limit?: number;
}

/** States of a run that has not ended. */
export const openStates = ['READING', 'STAGED', 'PUBLISHING'] as const satisfies readonly RunState[];

/**
 * Runs of ingest, the newest first, without those of the demonstration, which is no delivery. For those that have not
 * ended, the rows that they keep staged are counted in each source.
 */
export async function listRuns(databases: IngestDatabases, filter: RunFilter = {}): Promise<RunSummary[]> {
  const { id, source, originator, open, limit = 50 } = filter;
  const rows = await databases.ingest.exec<RunRow>(
    `select r.id as run, r.state, r.format as source, r.format_name as format,
       r.format_version as "formatVersion", r.originator, r.operator, r.whole, r.files as names, r.file_hashes as hashes,
       r.file_sizes::text[] as sizes, ${utcText('r.started_at')} as "startedAt", ${utcText('r.finished_at')} as "finishedAt",
       r.position::text, r.read, r.stored, r.changed, r.unchanged, r.repeated, r.withdrawn, r.quarantined,
       r.recorded_at is not null as recorded, ${isBusy} as "sourceBusy",
       (select count(*)::int from ingest.quarantine q where r.state = 'READING' and q.run_id = r.id) as rejected
     from ingest.run r
     where r.originator <> '' and ($1::text is null or starts_with(r.id, $1)) and ($2::text is null or r.format = $2)
       and ($3::text is null or r.originator = $3) and (not $4::boolean or r.state = any($5))
     order by r.started_at desc, r.id limit $6`,
    [id, source, originator, open === true, openStates, limit],
  );
  const staged = await countStaged(
    databases,
    rows.filter(isOpen).map(({ run }) => run),
  );
  return rows.map((row) => toSummary(row, staged.get(row.run) ?? 0));
}

/** True for a run that has not ended. */
export function isOpen({ state }: { readonly state: RunState }): boolean {
  return openStates.some((open) => open === state);
}

/** Whether a run holds the source's lock, without taking it. @see sourceLock.ts */
const isBusy = `exists (select from pg_locks l where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
  and l.database = (select d.oid from pg_database d where d.datname = current_database())
  and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('portcullis/ingest/' || r.format, 0))`;

async function countStaged(databases: IngestDatabases, runs: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  if (runs.length === 0) return counts;
  for (const source of new Set<RecordSource>(Object.values(recordSources))) {
    const rows = await databases[source].exec<{ run: string; count: number }>(
      `select run_id as run, count(*)::int as count from ${source}.staged where run_id = any($1) group by 1`,
      [runs],
    );
    for (const { run, count } of rows) counts.set(run, (counts.get(run) ?? 0) + count);
  }
  return counts;
}

interface RunRow
  extends Pick<
      RunSummary,
      'run' | 'state' | 'source' | 'format' | 'formatVersion' | 'originator' | 'operator' | 'whole' | 'startedAt'
    >,
    Pick<RunSummary, 'finishedAt' | 'recorded' | 'sourceBusy'>,
    Omit<RunCounts, 'added'> {
  readonly names: readonly string[];
  readonly hashes: readonly string[];
  readonly sizes: readonly string[];
  readonly position: string;
  readonly stored: number;
  readonly rejected: number;
}

function toSummary(row: RunRow, staged: number): RunSummary {
  const { names, hashes, sizes, position, read, stored, changed, unchanged, repeated, withdrawn, ...rest } = row;
  const { rejected, quarantined, ...run } = rest;
  const reading = run.state === 'READING';
  return {
    ...run,
    files: names.map((name, index) => ({ name, sha256: hashes[index] as string, bytes: Number(sizes[index]) })),
    position: Number(position),
    counts: {
      read: reading ? Number(position) : read,
      ...{ added: stored - changed, changed, unchanged, repeated, withdrawn },
      quarantined: reading ? rejected : quarantined,
    },
    staged,
  };
}
