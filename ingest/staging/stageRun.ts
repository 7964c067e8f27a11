import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import { sourcesOf } from '../records/record.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import type { StagedRun } from '../run/result.js';
import { type Run, updateRun } from '../run/runs.js';
import { toRecorded } from '../run/toRecorded.js';
import { rollBackRun } from './dropStaged.js';
import { type Stage, stageDelivery } from './stageDelivery.js';

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
