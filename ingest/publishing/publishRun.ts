import { sourcesOf } from '../records/record.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import { dropStaged } from '../run/dropStaged.js';
import type { LoosenedCounts } from '../run/recordedRun.js';
import { type StagedRun, toRecorded } from '../run/result.js';
import { markRecorded, type Run, updateRun } from '../run/runs.js';
import { countLoosened, sumLoosened } from '../staging/stager/loosened.js';
import { followUp } from './followUps.js';
import { publish } from './publish.js';
import { keepRefused, withoutRefused } from './refused.js';

/**
 * Publishes a staged run: the audit log first, then every source, then what follows (`followUps.ts`), then the run is done and what it staged is let go, then
 * the audit log again.
 *
 * @returns what staging came to, without the records that a database refused at the last moment: they are in quarantine
 * @throws AUDIT_UNAVAILABLE before anything is published
 */
export async function publishRun(
  delivery: SettledDelivery,
  deployment: Deployment,
  run: Run,
  staged: StagedRun,
  conduct: Conduct,
): Promise<StagedRun> {
  const loosened = await loosenedOf(delivery, deployment, run);
  const recorded = toRecorded(delivery, run, conduct.operator, 'PUBLISHED', staged.counts, loosened);
  // Why also where a run goes on that was stopped: recovery has closed the entry of then.
  return await conduct.record.change(recorded, async () => {
    const { databases } = deployment;
    if (!run.recorded) await markRecorded(databases.ingest, run.id);
    await updateRun(databases.ingest, run.id, { state: 'PUBLISHING' });
    await publishSources(delivery, deployment, run, staged, conduct);
    const late = await keepRefused(delivery, databases, run);
    const counts = withoutRefused(staged.counts, late);
    await followUp({ delivery, deployment, runId: run.id, withdrawn: counts.withdrawn });
    // Why in this order: a run that is killed in between finds nothing left to publish, and ends; staged rows of a run that
    // is done would lie there for ever.
    await dropStaged(databases, sourcesOf(delivery.format.kinds), run.id);
    await updateRun(databases.ingest, run.id, { state: 'DONE', counts });
    const reasons: Record<string, number> = { ...staged.reasons };
    for (const [reason, count] of Object.entries(late.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count;
    return { ...staged, counts, reasons, loosened };
  });
}

async function publishSources(
  { source: envelopeSource, originator, format, version, files }: SettledDelivery,
  { databases }: Deployment,
  run: Run,
  { counts }: StagedRun,
  { batchRows, lock, report }: Conduct,
): Promise<void> {
  for (const source of sourcesOf(format.kinds)) {
    await publish({
      database: databases[source],
      source,
      runId: run.id,
      envelopeSource,
      originator,
      format: format.name,
      formatVersion: version,
      fileNames: files.map(({ name }) => name),
      fileHashes: files.map(({ sha256 }) => sha256),
      at: run.startedAt,
      ...(batchRows === undefined ? {} : { chunkSize: batchRows }),
      beforeChunks: () => lock.assertHeld(),
      onProgress: (published) => report('PUBLISHING', published, counts.quarantined),
    });
  }
}

/** Why asked of the database: a run that goes on in another process knows nothing of what it staged. */
async function loosenedOf(
  { limits, format }: SettledDelivery,
  { databases }: Deployment,
  { id }: Run,
): Promise<LoosenedCounts | null> {
  if (limits.mayLoosen !== true) return null;
  return sumLoosened(
    await Promise.all(sourcesOf(format.kinds).map((source) => countLoosened(databases[source], source, id))),
  );
}
