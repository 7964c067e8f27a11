import { tableColumns } from '../../storage/pool/tableColumns.js';
import type { WritableDatabase } from '../../storage/types.js';
import { claimCubes } from '../cube/state.js';
import { openQuarantine } from '../quarantine/quarantine.js';
import type { RecordSource } from '../records/record.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import type { StagedRun } from '../run/result.js';
import { endRun, markRecorded, type Run, updateRun } from '../run/runs.js';
import { quarantineRefused } from '../staging/unpublished.js';
import type { Publishing } from './chunk.js';
import { followUp } from './followUps.js';
import { publishTwo } from './publishTwo.js';
import type { Columns, PublishedTable } from './statements.js';
import { takenAway } from './takenAway.js';

/**
 * Publishes a staged run: the audit log first, then every source, then what follows (`followUps.ts`); then the run ends,
 * and the audit log has its outcome.
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
  const { databases } = deployment;
  const { originator, source: envelopeSource } = delivery;
  const { id, startedAt } = run;
  const loosened = staged.loosened ? { loosened: staged.loosened } : {};
  const recorded = {
    ...conduct.logged,
    run: id,
    startedAt,
    outcome: 'PUBLISHED',
    counts: staged.counts,
    ...loosened,
    takes: takenAway(delivery, databases, run),
  } as const;
  // Why also where a run goes on that was stopped: recovery has closed the entry of then.
  return await conduct.record.change(recorded, async () => {
    if (!run.recorded) await markRecorded(databases.ingest, id);
    await updateRun(databases.ingest, id, { state: 'PUBLISHING' });
    for (const source of delivery.sources) {
      await publishSource(source, delivery, deployment, run, conduct, staged.counts.quarantined);
    }
    const quarantine = openQuarantine({ runId: id, originator, source: envelopeSource, now: startedAt });
    const { added, changed } = await quarantineRefused(delivery, databases, id, quarantine);
    const counts = {
      ...staged.counts,
      added: staged.counts.added - added,
      changed: staged.counts.changed - changed,
      quarantined: staged.counts.quarantined + added + changed,
    };
    await followUp({ delivery, deployment, runId: id, withdrawn: counts.withdrawn });
    await endRun(databases, delivery.sources, id, 'DONE', counts);
    const reasons: Record<string, number> = { ...staged.reasons };
    for (const [reason, count] of Object.entries(quarantine.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count;
    return { ...staged, counts, reasons };
  });
}

/** Items a transaction. */
const usualChunkSize = 2000;

/**
 * Publishes what a run staged in one source, chunk by chunk, each in one transaction with its position: a run that is
 * stopped goes on with the next.
 */
async function publishSource(
  source: RecordSource,
  { facts: { files, ...facts }, ...delivery }: SettledDelivery,
  { databases }: Deployment,
  { id: runId, startedAt }: Run,
  { batchRows: chunkSize = usualChunkSize, lock, report }: Conduct,
  quarantined: number,
): Promise<void> {
  const database = databases[source];
  const [place] = await database.exec<{ published: string; last: string | null }>(
    `select p.published_seq::text as published, (select max(seq) from ${source}.staged where run_id = $1)::text as last
     from ${source}.staged_position p where p.run_id = $1`,
    [runId],
  );
  if (place?.last == null) return;
  const publishing = {
    ...facts,
    ...(await stagedTables(database, source, runId)),
    ...{ database, source, runId, envelopeSource: delivery.source, at: startedAt },
    fileNames: files.map(({ name }) => name),
    fileHashes: files.map(({ sha256 }) => sha256),
  };
  await claimCubes(
    database,
    publishing.tables.map(({ table }) => table),
  );
  const last = Number(place.last);
  for (let from = Number(place.published) + 1; from <= last; from += 2 * chunkSize) {
    const upTo = Math.min(from + 2 * chunkSize - 1, last);
    await lock.assertHeld();
    await publishTwo(publishing, from, Math.min(from + chunkSize - 1, last), upTo);
    report('PUBLISHING', upTo, quarantined);
  }
}

/** Tables of a run, records before the links that they assert; each with its child tables, and the columns of all. */
async function stagedTables(
  database: WritableDatabase,
  source: RecordSource,
  runId: string,
): Promise<Pick<Publishing, 'tables' | 'columns'>> {
  const tables = await database.exec<PublishedTable>(
    `select t.record_table as table, coalesce(p.child_tables -> t.record_table, '[]') as children
     from (select record_table, min(part) as part from ${source}.staged where run_id = $1 group by record_table) t,
       ${source}.staged_position p
     where p.run_id = $1 order by t.part, t.record_table`,
    [runId],
  );
  const columns = new Map<string, Columns>();
  for (const { table, children } of tables) {
    for (const name of [table, ...children.map((child) => child.table)]) {
      columns.set(name, await tableColumns(database, name));
    }
  }
  return { tables, columns };
}
