import type { StagedAction } from '../rows/stagedItem.js';
import type { DeliveryFacts, LoosenedCounts, RunCounts } from './recordedRun.js';

/** A record named as an example: its key, and its place. */
export interface Example {
  readonly key: string;
  /** Absent for what is gone from the list. */
  readonly file?: string;
  readonly line?: number;
}

/** What reading a delivery came to. */
export interface StagedRun {
  readonly counts: RunCounts;
  /** Why records are in quarantine, and how many. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Elements of the files that the format does not know, and how often each had a value. */
  readonly unmapped: Readonly<Record<string, number>>;
  /** Gone from a whole list and yet kept, since unreadable records may be among them. */
  readonly notWithdrawn: number;
  /** Null where no record is published under a looser envelope. */
  readonly loosened: LoosenedCounts | null;
  /** Of a dry run. */
  readonly examples?: Readonly<Partial<Record<StagedAction | 'QUARANTINED', readonly Example[]>>>;
  /** Of a dry run: more of the delivery cannot be read than `--max-bad` allows. */
  readonly wouldRollBack?: boolean;
}

/** What a run did, or a dry run would do. `read` is the sum of its counts but `stored`. */
export interface IngestResult extends RunCounts, DeliveryFacts, Omit<StagedRun, 'counts' | 'loosened'> {
  /** Null for a dry run. */
  readonly run: string | null;
  readonly state: 'DONE' | 'CHECKED';
  /** True where an earlier process began the run. */
  readonly resumed: boolean;
  /** New and changed. */
  readonly stored: number;
  /** Absent where there is none. */
  readonly loosened?: LoosenedCounts;
  readonly seconds: number;
}
