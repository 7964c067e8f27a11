import type { Restriction } from '../../policy/loosening.js';
import type { Act } from '../../storage/acts/act.js';

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

/** How many records a run publishes under a looser envelope than is stored, by the terms that are looser. */
export type LoosenedCounts = Readonly<Partial<Record<Restriction, number>>>;

/** Stored records of one table. */
export interface ShownRecords {
  readonly table: string;
  /** Public ids. */
  readonly ids: readonly string[];
}

/** What results and the audit log say of a delivery. */
export interface DeliveryFacts {
  readonly format: string;
  readonly formatVersion: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

/** What the audit log keeps of a delivery. */
export interface LoggedDelivery extends DeliveryFacts {
  /** Who ran the command. */
  readonly operator: string;
  /** True for `--full`. */
  readonly whole: boolean;
}

/** What the audit log keeps of a run, before anything of it is shown. */
export interface RecordedRun extends LoggedDelivery {
  readonly run: string;
  /**
   * `PUBLISHED`: about to be shown; `ROLLED_BACK`: about to be given up, with nothing shown; `CHECKED`: a dry run, about to
   * say what it would do.
   */
  readonly outcome: 'PUBLISHED' | 'ROLLED_BACK' | 'CHECKED';
  readonly counts: RunCounts;
  /** Absent where there is none. */
  readonly loosened?: LoosenedCounts;
  /** Of a dry run: stored records that it is about to name by key. */
  readonly shown?: readonly ShownRecords[];
  /** Of a run that is published: what it takes back, or shows to fewer; for the list of acts, before anything is published. */
  readonly takes?: AsyncIterable<Act>;
  readonly startedAt: string;
}

/** Writes runs to the audit log. */
export interface RecordRun {
  /** One entry of a dry run, durable when it resolves. @throws AUDIT_UNAVAILABLE: then nothing is said */
  look(run: RecordedRun): Promise<void>;
  /**
   * An entry that is durable before the work begins, and one of how it ended, with the final counts: a database may refuse
   * records late.
   *
   * @throws AUDIT_UNAVAILABLE: nothing is published or given up, or the outcome could not be written
   */
  change<Done extends Pick<RecordedRun, 'counts'>>(run: RecordedRun, work: () => Promise<Done>): Promise<Done>;
}
