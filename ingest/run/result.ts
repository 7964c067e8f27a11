import type { StagedAction } from '../rows/stagedItem.js';
import type { SettledDelivery } from './delivery.js';
import type { LoosenedCounts, RecordedRun } from './recordedRun.js';
import type { Run, RunCounts } from './runs.js';

/** A record named as an example: its key, and where it stands. */
export interface Example {
  readonly key: string;
  /** Absent for what is gone from the list. */
  readonly file?: string;
  readonly line?: number;
}

/** What a run did, or with `--check` would do. `read` is the sum of its counts but `stored`. */
export interface IngestResult extends RunCounts {
  /** Null for a dry run. */
  readonly run: string | null;
  readonly state: 'DONE' | 'CHECKED';
  readonly format: string;
  readonly formatVersion: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  /** True where an earlier process began the run. */
  readonly resumed: boolean;
  /** New and changed. */
  readonly stored: number;
  /** Why records are in quarantine, and how many. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Elements of the files that the format does not know, and how often each had a value. */
  readonly unmapped: Readonly<Record<string, number>>;
  /** Gone from a whole list and yet kept, since unreadable records may be among them. */
  readonly notWithdrawn: number;
  /** Records that are set freer than they were stored, by the terms that are looser; absent where there is none. */
  readonly loosened?: LoosenedCounts;
  /** Of a dry run: more of the delivery cannot be read than `--max-bad` allows. */
  readonly wouldRollBack?: boolean;
  /** Of a dry run. */
  readonly examples?: Readonly<Partial<Record<StagedAction | 'QUARANTINED', readonly Example[]>>>;
  readonly seconds: number;
}

/** What reading a delivery came to. */
export interface StagedRun {
  readonly counts: RunCounts;
  readonly reasons: Readonly<Record<string, number>>;
  readonly unmapped: Readonly<Record<string, number>>;
  readonly notWithdrawn: number;
  readonly loosened?: LoosenedCounts | null;
  readonly examples?: IngestResult['examples'];
  readonly wouldRollBack?: boolean;
}

/** Puts a result together; of a dry run without the run. `started` in milliseconds since the epoch. */
export function toResult(
  { format, version, source, originator, files }: SettledDelivery,
  run: Pick<Run, 'id' | 'resumed'> | null,
  { counts: { read, ...counts }, reasons, unmapped, notWithdrawn, loosened, wouldRollBack, examples }: StagedRun,
  started: number,
): IngestResult {
  return {
    run: run?.id ?? null,
    state: run === null ? 'CHECKED' : 'DONE',
    format: format.name,
    formatVersion: version,
    source,
    originator,
    files: files.map(({ name, sha256, size }) => ({ name, sha256, bytes: size })),
    resumed: run?.resumed ?? false,
    read,
    stored: counts.added + counts.changed,
    ...counts,
    reasons,
    unmapped,
    notWithdrawn,
    ...(loosened ? { loosened } : {}),
    ...(wouldRollBack === undefined ? {} : { wouldRollBack }),
    ...(examples ? { examples } : {}),
    seconds: Math.round(Date.now() - started) / 1000,
  };
}

/** What the audit log keeps of a run. */
export function toRecorded(
  delivery: SettledDelivery,
  run: Pick<Run, 'id' | 'startedAt'>,
  operator: string,
  outcome: RecordedRun['outcome'],
  counts: RunCounts,
  loosened: LoosenedCounts | null = null,
): RecordedRun {
  return {
    run: run.id,
    outcome,
    source: delivery.source,
    format: delivery.format.name,
    formatVersion: delivery.version,
    originator: delivery.originator,
    operator,
    files: delivery.files.map(({ name, sha256, size }) => ({ name, sha256, bytes: size })),
    whole: delivery.limits.whole === true,
    counts,
    ...(loosened === null ? {} : { loosened }),
    startedAt: run.startedAt,
  };
}
