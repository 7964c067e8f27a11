import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import type { Transaction } from '../../storage/types.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import { type RecordSource, sourcesOf } from '../records/record.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import { rollBackRun } from '../run/dropStaged.js';
import { isTooBad, isTooBadSoFar } from '../run/limits.js';
import { type StagedRun, toRecorded } from '../run/result.js';
import { type Run, updateRun } from '../run/runs.js';
import { countGone, stageGone } from './gone.js';
import { readDelivery } from './readDelivery.js';
import { quarantineUnpublished } from './stagedRecords.js';
import { createStableIds } from './stager/stableIds.js';
import { type InTransaction, openStager, type Stager } from './stager/stager.js';
import { type ActionCounts, countActions, markRepeated, toCounts } from './summary.js';

/**
 * Reads a delivery and stages it for a run, or goes on where an earlier process ended.
 *
 * @throws INGEST_ROLLED_BACK where too much of it cannot be read: nothing of it stays but the quarantine
 */
export async function stageRun(
  delivery: SettledDelivery,
  deployment: Deployment,
  run: Run,
  conduct: Conduct,
): Promise<StagedRun> {
  if (run.counts) return { counts: run.counts, reasons: {}, unmapped: {}, notWithdrawn: 0 };
  const { databases } = deployment;
  const { source, originator } = delivery;
  const quarantine = openQuarantine({ runId: run.id, originator, source, now: run.startedAt });
  const giveUp = async (read: number): Promise<void> => {
    await databases.ingest.transaction((transaction) => quarantine.store(transaction));
    const nothing = { added: 0, changed: 0, unchanged: 0, repeated: 0, withdrawn: 0 };
    const counts = { read, ...nothing, quarantined: quarantine.count };
    const recorded = toRecorded(delivery, run, conduct.operator, 'ROLLED_BACK', counts);
    await rollBackRun(databases, sourcesOf(delivery.format.kinds), conduct.record, recorded);
  };
  const stage: Stage = {
    runId: run.id,
    quarantine,
    inTransaction: (keeper, work) => databases[keeper].transaction(work),
    keep: (upTo) =>
      databases.ingest.transaction(async (transaction) => {
        await quarantine.store(transaction);
        await transaction.exec('update ingest.run set position = greatest(position, $2) where id = $1', [run.id, upTo]);
      }),
    onTooBad: async (read) => {
      await giveUp(read);
      throw tooBad(run, quarantine, read);
    },
  };
  const staged = await stageDelivery(delivery, deployment, stage, conduct).catch(async (error: unknown) => {
    // A bomb that shows itself late, a file that changes while it is read: what was staged of it is worth nothing.
    if (isPortcullisError(error) && error.code === 'BAD_USER_INPUT') await giveUp(quarantine.count);
    throw error;
  });
  await databases.ingest.transaction((transaction) => quarantine.store(transaction));
  await updateRun(databases.ingest, run.id, { state: 'STAGED', counts: staged.counts, unmapped: staged.unmapped });
  return staged;
}

/** Where a delivery is staged, and what else is done: a run keeps it, a dry run takes it back. */
export interface Stage {
  readonly runId: string;
  readonly quarantine: Quarantine;
  readonly inTransaction: InTransaction;
  /** Keeps what came into quarantine up to this item. */
  readonly keep: (upTo: number) => Promise<void>;
  /** Told where more cannot be read than the operator allows. @throws what ends the run */
  readonly onTooBad: (read: number) => Promise<void>;
}

/**
 * Reads a delivery, stages it, and counts what publishing it would do; a run that was stopped goes on where it ended.
 *
 * @throws what the stage throws where too much of the delivery cannot be read
 */
export async function stageDelivery(
  delivery: SettledDelivery,
  deployment: Deployment,
  stage: Stage,
  conduct: Pick<Conduct, 'lock' | 'report' | 'batchRows'>,
): Promise<StagedRun> {
  const { limits, format } = delivery;
  const { quarantine } = stage;
  const { lock, report } = conduct;
  const stager = await open(delivery, deployment, stage);
  const unmapped: Record<string, number> = {};
  const reading = { ...conduct, ...deployment, ...delivery };
  const read = await readDelivery(reading, quarantine, unmapped, async (items, upTo, rejects) => {
    await lock.assertHeld();
    await Promise.all([stager.stage(items, upTo), stage.keep(upTo)]);
    report('READING', upTo, rejects);
    if (isTooBadSoFar(rejects, upTo, limits)) await stage.onTooBad(upTo);
  });
  const judge = async (): Promise<void> => {
    if (isTooBad(quarantine.count, read, limits)) await stage.onTooBad(read);
  };
  await judge();
  const mayWithdraw = quarantine.keyless === 0 || limits.withdrawAnyway === true;
  const counted: ActionCounts[] = [];
  let notWithdrawn = 0;
  for (const source of sourcesOf(format.kinds)) {
    await stage.inTransaction(source, async (transaction) => {
      notWithdrawn += await finishIn(transaction, source, delivery, stage, read, mayWithdraw);
      counted.push(await countActions(transaction, source, stage.runId));
    });
  }
  await judge();
  const { reasons } = quarantine;
  return { counts: toCounts(read, quarantine.count, counted), reasons, unmapped, notWithdrawn };
}

async function open(
  delivery: SettledDelivery,
  { linkKey, policy }: Deployment,
  { runId, inTransaction }: Stage,
): Promise<Stager> {
  const { source, limits, format, retry, retried, key } = delivery;
  return await openStager({
    runId,
    source,
    policy,
    mayLoosen: limits.mayLoosen === true,
    // Why: a record that is read again may be another than the one that is stored under its key.
    mayChange: retry !== true || !(retried?.repeated || format.countsRepetitions === true),
    sources: sourcesOf(format.kinds),
    ids: createStableIds(linkKey, key),
    inTransaction,
  });
}

/**
 * The last step of staging in one source: what may not be published goes into quarantine, repetitions are marked, and what
 * is gone from a whole list is staged.
 *
 * @returns how many rows are gone from the list and yet kept, since unreadable records may be among them
 */
async function finishIn(
  transaction: Transaction,
  source: RecordSource,
  delivery: SettledDelivery,
  { runId, quarantine }: Stage,
  read: number,
  mayWithdraw: boolean,
): Promise<number> {
  const { files, format, originator, retried } = delivery;
  const fileNames = files.map(({ name }) => name);
  await quarantineUnpublished(transaction, source, runId, fileNames, quarantine, retried?.frame);
  await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
  // Why: of rows that are not committed, or minutes old, PostgreSQL has no statistics. It takes a million of them for one,
  // and compares each with each: hours, where a hash join takes seconds and spills to disk.
  await transaction.exec('set local enable_nestloop = off');
  await markRepeated(transaction, source, runId);
  if (delivery.limits.whole !== true) return 0;
  const list = { source, runId, kinds: format.kinds, envelopeSource: delivery.source, originator };
  if (!mayWithdraw) return await countGone(transaction, list);
  await stageGone(transaction, list, read);
  return 0;
}

function tooBad(run: Run, quarantine: Quarantine, read: number): PortcullisError {
  return new PortcullisError('INGEST_ROLLED_BACK', {
    message: `${quarantine.count} of ${read} records could not be read: nothing of this delivery was stored.`,
    facts: {
      hint: `Look at why: portcullis quarantine --run ${run.id}; then repair the file, name another format, or raise --max-bad.`,
      run: run.id,
      reasons: quarantine.reasons,
    },
  });
}
