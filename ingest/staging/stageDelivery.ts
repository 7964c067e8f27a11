import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import type { Bookmark } from '../bookmarks/bookmark.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import { goBackTo, keepBookmark } from '../run/bookmarkStore.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import { isTooBad, isTooBadSoFar } from '../run/limits.js';
import type { StagedRun } from '../run/result.js';
import { type Run, rollBackRun, updateRun } from '../run/runs.js';
import { type FinishedSource, finishStaging, sumLoosened, toCounts } from './finish.js';
import { readDelivery } from './readDelivery.js';
import { createStagedLines } from './stager/stagedLines.js';
import { type InTransaction, openStager, type Stager } from './stager/stager.js';
import { createUnmappedCount } from './unmappedCount.js';
import { quarantineUnpublished } from './unpublished.js';

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
  const { databases } = deployment;
  const { source, originator, sources } = delivery;
  const quarantine = openQuarantine({ runId: run.id, originator, source, now: run.startedAt });
  const storeRejects = () => databases.ingest.transaction((transaction) => quarantine.store(transaction));
  const giveUp = async (read: number, quarantined: number): Promise<void> => {
    await storeRejects();
    const counts = { read, added: 0, changed: 0, unchanged: 0, repeated: 0, withdrawn: 0, quarantined };
    const { id, startedAt } = run;
    const recorded = { ...conduct.logged, run: id, startedAt, outcome: 'ROLLED_BACK', counts } as const;
    await rollBackRun(databases, sources, conduct.record, recorded);
  };
  if (run.staged) {
    const { counts, reasons } = run.staged;
    // Why again: the command that goes on may allow less than the one that staged it.
    if (run.recorded || !isTooBad(counts.quarantined, counts.read, delivery.limits)) return run.staged;
    await giveUp(counts.read, counts.quarantined);
    throw tooBad(run, { count: counts.quarantined, reasons }, counts.read);
  }
  const stage: Stage = {
    runId: run.id,
    quarantine,
    inTransaction: (keeper, work) => databases[keeper].transaction(work),
    keep: (upTo, bookmark) =>
      databases.ingest.transaction(async (transaction) => {
        await quarantine.store(transaction);
        await transaction.exec('update ingest.run set position = greatest(position, $2) where id = $1', [run.id, upTo]);
        if (bookmark) await keepBookmark(transaction, run.id, bookmark);
      }),
    findBookmark: (upTo) => databases.ingest.transaction((transaction) => goBackTo(transaction, run.id, upTo)),
    onTooBad: async (read) => {
      await giveUp(read, quarantine.count);
      throw tooBad(run, quarantine, read);
    },
  };
  const staged = await stageDelivery(delivery, deployment, stage, conduct).catch(async (error: unknown) => {
    // A bomb that shows itself late, a file that changes while it is read: what was staged of it is worth nothing.
    if (isPortcullisError(error) && error.code === 'BAD_USER_INPUT') await giveUp(quarantine.count, quarantine.count);
    throw error;
  });
  await storeRejects();
  await updateRun(databases.ingest, run.id, { state: 'STAGED', staged });
  return staged;
}

/** Where a delivery is staged, and what else is done: a run keeps it, a dry run takes it back. */
export interface Stage {
  readonly runId: string;
  readonly quarantine: Quarantine;
  readonly inTransaction: InTransaction;
  /** Keeps what came into quarantine up to this item, and the bookmark. */
  readonly keep: (upTo: number, bookmark: Bookmark | null) => Promise<void>;
  /** The last bookmark up to this item; absent where no other process goes on. */
  readonly findBookmark?: (upTo: number) => Promise<Bookmark | null>;
  /** Called where more cannot be read than the operator allows. @throws what ends the run */
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
  { lock, report, batchRows }: Pick<Conduct, 'lock' | 'report' | 'batchRows'>,
): Promise<StagedRun> {
  const { limits, files, retried, sources } = delivery;
  const { quarantine, runId } = stage;
  const stager = await openStagerOf(delivery, deployment, stage);
  const unmapped = createUnmappedCount();
  const from = await stage.findBookmark?.(stager.position);
  const reading = {
    ...{ ...deployment, ...delivery, staged: stager.position },
    ...(from === undefined ? {} : { from }),
    ...(batchRows === undefined ? {} : { batchRows }),
  };
  const read = await readDelivery(reading, quarantine, unmapped, async ({ items, upTo, rejects, bookmark }) => {
    await lock.assertHeld();
    await Promise.all([stager.stage(items, upTo), stage.keep(upTo, bookmark)]);
    report('READING', upTo, rejects, from?.seq);
    if (isTooBadSoFar(rejects, upTo, limits)) await stage.onTooBad(upTo);
  });
  const judge = async (): Promise<void> => {
    if (isTooBad(quarantine.count, read, limits)) await stage.onTooBad(read);
  };
  await judge();
  const mayWithdraw = quarantine.keyless === 0 || limits.withdrawAnyway === true;
  const finished: FinishedSource[] = [];
  const fileNames = files.map(({ name }) => name);
  for (const source of sources) {
    await stage.inTransaction(source, async (transaction) => {
      await quarantineUnpublished(transaction, source, runId, fileNames, quarantine, retried?.frame);
      finished.push(await finishStaging(transaction, source, delivery, runId, read, mayWithdraw));
    });
  }
  await judge();
  const counted = finished.map(({ counts }) => counts);
  return {
    counts: toCounts(read, quarantine.count, counted),
    reasons: quarantine.reasons,
    unmapped: unmapped.counts,
    notWithdrawn: finished.reduce((sum, { notWithdrawn }) => sum + notWithdrawn, 0),
    loosened: sumLoosened(finished.map(({ loosened }) => loosened)),
  };
}

async function openStagerOf(
  delivery: SettledDelivery,
  { linkKey, policy }: Deployment,
  { runId, inTransaction }: Stage,
): Promise<Stager> {
  const { source, sources, limits, format, retry, retried, key } = delivery;
  const mayLoosen = limits.mayLoosen === true;
  // Why: a record that is read again may be another than the one that is stored under its key.
  const mayChange = retry !== true || !(retried?.repeated || format.countsRepetitions === true);
  const lines = createStagedLines({ runId, linkKey, deliveryKey: key, mayLoosen, mayChange });
  return await openStager({ runId, source, sources, policy, mayLoosen, lines, inTransaction });
}

function tooBad(run: Run, quarantine: Pick<Quarantine, 'count' | 'reasons'>, read: number): PortcullisError {
  return new PortcullisError('INGEST_ROLLED_BACK', {
    message: `${quarantine.count} of ${read} records could not be read: nothing of this delivery was stored.`,
    facts: {
      hint: `Look at why: portcullis quarantine --run ${run.id}; then repair the file, name another format, or raise --max-bad.`,
      run: run.id,
      reasons: quarantine.reasons,
    },
  });
}
