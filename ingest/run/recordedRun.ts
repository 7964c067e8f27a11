import type { Restriction } from '../../policy/loosening.js';
import type { RunCounts } from './runs.js';

/** How many records a run sets freer, by the terms of their envelopes that are looser than what was stored. */
export type LoosenedCounts = Readonly<Partial<Record<Restriction, number>>>;

/** Stored records of one table. */
export interface ShownRecords {
  readonly table: string;
  /** Public ids. */
  readonly ids: readonly string[];
}

/** What the audit log keeps of a run, before anything of it is shown. */
export interface RecordedRun {
  readonly run: string;
  /**
   * `PUBLISHED`: about to be shown; `ROLLED_BACK`: about to be let go, nothing of it is shown; `CHECKED`: a dry run, about
   * to say what it would do.
   */
  readonly outcome: 'PUBLISHED' | 'ROLLED_BACK' | 'CHECKED';
  readonly source: string;
  readonly format: string;
  readonly formatVersion: string;
  readonly originator: string;
  /** Who ran the command. */
  readonly operator: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly whole: boolean;
  readonly counts: RunCounts;
  /** Records that are set freer than they were stored, by the terms that are looser; absent where there is none. */
  readonly loosened?: LoosenedCounts;
  /** Of a dry run: stored records that it is about to tell of by key. */
  readonly shown?: readonly ShownRecords[];
  readonly startedAt: string;
}

/** Writes runs to the audit log. */
export interface RecordRun {
  /** One entry, durable when it resolves, of a dry run. @throws AUDIT_UNAVAILABLE: then nothing is said */
  look(run: RecordedRun): Promise<void>;
  /**
   * An entry that is durable before the work begins, and one of how it ended, with the counts that it came to: a database
   * may refuse records late.
   *
   * @throws AUDIT_UNAVAILABLE: then nothing is published, nor let go; or it could not be told how that ended
   */
  change<Done extends Pick<RecordedRun, 'counts'>>(run: RecordedRun, work: () => Promise<Done>): Promise<Done>;
}
