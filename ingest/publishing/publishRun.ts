// SPDX-License-Identifier: Apache-2.0

import { unpackContent } from '../../storage/sourceContent.js';
import { openQuarantine } from '../quarantine.js';
import type { RecordSource } from '../record.js';
import type { StagedRun } from '../result.js';
import { markRecorded, type Run, type RunCounts, updateRun } from '../runs.js';
import type { SourceLock } from '../sourceLock.js';
import { dropStaged, type Report, type StagingRun, sourcesOf, toRecorded } from '../staging/stageRun.js';
import { tightenLoadedSource, writeLoadedSource } from './loadedSource.js';
import { publish, type RefusedRecord } from './publish.js';

/**
 * Publishes a staged run: the audit log first, then every source, then the run is done and what it staged is let go.
 *
 * @returns the counts, without the records that a database refused at the last moment: they are in quarantine
 * @throws AUDIT_UNAVAILABLE before anything is published
 */
export async function publishRun(
  run: StagingRun,
  begun: Run,
  staged: StagedRun,
  lock: SourceLock,
  report: Report,
): Promise<Pick<StagedRun, 'counts' | 'reasons'>> {
  const { databases } = run;
  if (!begun.recorded) {
    await run.record(toRecorded(run, begun, 'PUBLISHED', staged.counts));
    await markRecorded(databases.ingest, begun.id);
  }
  await updateRun(databases.ingest, begun.id, { state: 'PUBLISHING' });
  const refused: { readonly source: RecordSource; readonly record: RefusedRecord }[] = [];
  for (const source of sourcesOf(run)) {
    await publish({
      database: databases[source],
      source,
      runId: begun.id,
      envelopeSource: run.source,
      format: run.format.name,
      formatVersion: run.version,
      fileNames: run.files.map(({ name }) => name),
      fileHashes: run.files.map(({ sha256 }) => sha256),
      at: begun.startedAt,
      ...(run.batchRows === undefined ? {} : { chunkSize: run.batchRows }),
      onRefused: async (record) => void refused.push({ source, record }),
      beforeChunk: () => lock.assertHeld(),
      onProgress: (published) => report('PUBLISHING', published, staged.counts.quarantined + refused.length),
    });
  }
  const late = await keepRefused(run, begun, refused);
  const counts = withoutRefused(staged.counts, late);
  if (late.length > 0) await run.record(toRecorded(run, begun, 'REFUSED_LATE', counts));
  const loaded = {
    databases,
    runId: begun.id,
    source: run.source,
    originator: run.envelope.originator ?? '',
    format: run.format.name,
    kinds: run.format.kinds,
    withdrawn: counts.withdrawn,
  };
  // Why: records read again from quarantine are no delivery; what is loaded is still the file that they came from.
  if (run.retry === true) await tightenLoadedSource(loaded, run.envelope);
  else await writeLoadedSource(loaded);
  // Why in this order: a run that is killed in between finds nothing left to publish, and ends; staged rows of a run that
  // is done would lie there for ever.
  for (const source of sourcesOf(run)) await dropStaged(databases, source, begun.id);
  await updateRun(databases.ingest, begun.id, { state: 'DONE', counts });
  const reasons: Record<string, number> = { ...staged.reasons };
  for (const { reason } of late) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { counts, reasons };
}

/** Puts records that a database refused into quarantine, with their text. */
async function keepRefused(
  run: StagingRun,
  begun: Run,
  refused: readonly { readonly source: RecordSource; readonly record: RefusedRecord }[],
): Promise<{ readonly reason: string; readonly action: string }[]> {
  if (refused.length === 0) return [];
  const { databases } = run;
  const kept: { reason: string; action: string }[] = [];
  const quarantine = openQuarantine({
    runId: begun.id,
    originator: run.envelope.originator ?? '',
    source: run.source,
    now: begun.startedAt,
  });
  for (const { source, record } of refused) {
    const [row] = await databases[source].exec<StagedRow>(
      `select source_ref, action, file_index, line, element_path, content from ${source}.staged
       where run_id = $1 and seq = $2 order by part limit 1`,
      [begun.id, record.seq],
    );
    if (!row) continue;
    const reason = `database.${record.sqlState}`;
    quarantine.add({
      kind: 'reject',
      file: run.files[row.file_index ?? 0]?.name ?? '',
      line: row.line ?? 0,
      ...(row.element_path === null ? {} : { path: row.element_path }),
      ...(record.at === null ? {} : { field: record.at }),
      reason,
      raw: (row.content && unpackContent(row.content).raw) ?? '',
      sourceRef: row.source_ref,
    });
    kept.push({ reason, action: row.action });
  }
  await databases.ingest.transaction((transaction) => quarantine.store(transaction));
  return kept;
}

interface StagedRow {
  readonly source_ref: string;
  readonly action: string;
  readonly file_index: number | null;
  readonly line: number | null;
  readonly element_path: string | null;
  readonly content: Uint8Array | null;
}

function withoutRefused(counts: RunCounts, refused: readonly { readonly action: string }[]): RunCounts {
  const of = (action: string): number => refused.filter((one) => one.action === action).length;
  return {
    ...counts,
    added: counts.added - of('NEW'),
    changed: counts.changed - of('CHANGED'),
    quarantined: counts.quarantined + refused.length,
  };
}
