// SPDX-License-Identifier: Apache-2.0
import type { StagedRun } from '../run/result.js';
import { markRecorded, type Run, updateRun } from '../run/runs.js';
import type { SourceLock } from '../run/sourceLock.js';
import { countLoosened, type LoosenedCounts, sumLoosened } from '../staging/loosened.js';
import { dropStaged, type Report, type StagingRun, sourcesOf, toRecorded } from '../staging/stageRun.js';
import { tellSubjects } from '../subjects/tellSubjects.js';
import { tightenLoadedSource, writeLoadedSource } from './loadedSource.js';
import { publish } from './publish.js';
import { keepRefused, withoutRefused } from './refused.js';

/**
 * Publishes a staged run: the audit log first, then every source, then the run is done and what it staged is let go, then
 * the audit log again.
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
): Promise<Pick<StagedRun, 'counts' | 'reasons' | 'loosened'>> {
  const loosened = await loosenedOf(run, begun);
  // Why also where a run goes on that was stopped: recovery has closed the entry of then.
  return await run.record.change(toRecorded(run, begun, 'PUBLISHED', staged.counts, loosened), async () => ({
    ...(await publishStaged(run, begun, staged, lock, report)),
    loosened,
  }));
}

async function publishStaged(
  run: StagingRun,
  begun: Run,
  staged: StagedRun,
  lock: SourceLock,
  report: Report,
): Promise<Pick<StagedRun, 'counts' | 'reasons'>> {
  const { databases } = run;
  if (!begun.recorded) await markRecorded(databases.ingest, begun.id);
  await updateRun(databases.ingest, begun.id, { state: 'PUBLISHING' });
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
      beforeChunks: () => lock.assertHeld(),
      onProgress: (published) => report('PUBLISHING', published, staged.counts.quarantined),
    });
  }
  const late = await keepRefused(run, begun);
  const counts = withoutRefused(staged.counts, late);
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
  // Why before the run is done: one that is stopped here goes on here, and links that were not told are protected.
  const sources = sourcesOf(run);
  if (sources.some((source) => source !== 'directory')) {
    await tellSubjects({ databases, policy: run.policy, personsChanged: sources.includes('persons') });
  }
  // Why in this order: a run that is killed in between finds nothing left to publish, and ends; staged rows of a run that
  // is done would lie there for ever.
  for (const source of sourcesOf(run)) await dropStaged(databases, source, begun.id);
  await updateRun(databases.ingest, begun.id, { state: 'DONE', counts });
  const reasons: Record<string, number> = { ...staged.reasons };
  for (const [reason, count] of Object.entries(late.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count;
  return { counts, reasons };
}

/** Why asked of the database: a run that goes on in another process knows nothing of what it staged. */
async function loosenedOf(run: StagingRun, { id }: Run): Promise<LoosenedCounts | null> {
  if (run.limits?.mayLoosen !== true) return null;
  return sumLoosened(
    await Promise.all(sourcesOf(run).map((source) => countLoosened(run.databases[source], source, id))),
  );
}
