// SPDX-License-Identifier: Apache-2.0
import type { RunCounts } from './runs.js';

/** What the audit log keeps of a run, before anything of it is shown. */
export interface RecordedRun {
  readonly run: string;
  /**
   * `PUBLISHED`: about to be shown; `ROLLED_BACK`: nothing of it is; `REFUSED_LATE`: records that the database refused;
   * `CHECKED`: a dry run, about to say what it would do.
   */
  readonly outcome: 'PUBLISHED' | 'ROLLED_BACK' | 'REFUSED_LATE' | 'CHECKED';
  readonly source: string;
  readonly format: string;
  readonly formatVersion: string;
  readonly originator: string;
  /** Who ran the command. */
  readonly operator: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly whole: boolean;
  readonly counts: RunCounts;
  readonly startedAt: string;
}

/**
 * Writes a run to the audit log; resolves when the entry is durable.
 *
 * @throws AUDIT_UNAVAILABLE: then nothing is published, nor said
 */
export type RecordRun = (run: RecordedRun) => Promise<void>;
