import type { SettledDelivery } from './delivery.js';
import type { LoosenedCounts, RecordedRun } from './recordedRun.js';
import type { Run, RunCounts } from './runs.js';

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
