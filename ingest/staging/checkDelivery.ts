import { newId } from '../../storage/keys/ref.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import { type RecordSource, sourcesOf } from '../records/record.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import type { LoosenedCounts, ShownRecords } from '../run/recordedRun.js';
import type { IngestResult, StagedRun } from '../run/result.js';
import { toRecorded } from '../run/toRecorded.js';
import { inTransactions, type Transactions } from '../transactions.js';
import { dropStaged } from './dropStaged.js';
import { shownRecords } from './shownRecords.js';
import { stageDelivery } from './stageDelivery.js';
import { countLoosened, sumLoosened } from './stager/loosened.js';
import { findExamples } from './summary.js';

/**
 * Says what a delivery would do: it is staged as a run stages it, in one transaction a source, which are taken back.
 * Nothing of it is stored, quarantine included.
 *
 * @remarks What it says tells of stored records, by key too: the audit log has an entry before it is said.
 * @throws AUDIT_UNAVAILABLE: then nothing is said
 */
export async function checkDelivery(
  delivery: SettledDelivery,
  deployment: Deployment,
  conduct: Conduct,
): Promise<StagedRun> {
  const run = { id: newId('check'), startedAt: new Date().toISOString() };
  const { source, originator, format } = delivery;
  const quarantine = openQuarantine({ runId: run.id, originator, source, now: run.startedAt });
  const sources = sourcesOf(format.kinds);
  let wouldRollBack = false;
  const { shown, ...checked } = await takenBack(deployment.databases, sources, async (transactions) => {
    const stage = {
      runId: run.id,
      quarantine,
      inTransaction: <T>(keeper: RecordSource, work: (transaction: Transaction) => Promise<T>) =>
        work(transactions.get(keeper) as Transaction),
      keep: async () => undefined,
      onTooBad: async () => {
        wouldRollBack = true;
      },
    };
    const staged = await stageDelivery(delivery, deployment, stage, conduct);
    return { ...staged, ...(await tellOf(transactions, delivery, run.id, quarantine)) };
  });
  await dropStaged(deployment.databases, sources, run.id);
  const recorded = toRecorded(delivery, run, conduct.operator, 'CHECKED', checked.counts, checked.loosened);
  await conduct.record.look({ ...recorded, shown });
  return { ...checked, wouldRollBack };
}

/** What a dry run says beside the counts, and the stored records that it tells of by key. */
async function tellOf(
  transactions: Transactions,
  { source, originator, files }: SettledDelivery,
  id: string,
  quarantine: Quarantine,
): Promise<Pick<StagedRun, 'loosened' | 'examples'> & { readonly shown: readonly ShownRecords[] }> {
  const fileNames = files.map(({ name }) => name);
  const examples: Record<string, readonly unknown[]> = {};
  const freed: LoosenedCounts[] = [];
  const shown: ShownRecords[] = [];
  for (const [keeper, transaction] of transactions) {
    freed.push(await countLoosened(transaction, keeper, id));
    shown.push(...(await shownRecords(transaction, keeper, { id, source, originator })));
    for (const [action, some] of Object.entries(await findExamples(transaction, keeper, id, fileNames))) {
      examples[action] = [...(examples[action] ?? []), ...some].slice(0, 10);
    }
  }
  const quarantined = quarantine.examples.map(({ file, line, field, reason }) => ({
    key: field === undefined ? reason : `${field} ${reason}`,
    file,
    line,
  }));
  if (quarantined.length > 0) examples.QUARANTINED = quarantined;
  return { loosened: sumLoosened(freed), shown, examples: examples as NonNullable<IngestResult['examples']> };
}

/** Runs within one transaction of each source at once, and takes all of them back. */
async function takenBack<T>(
  databases: IngestDatabases,
  sources: readonly RecordSource[],
  work: (transactions: Transactions) => Promise<T>,
): Promise<T> {
  const takeBack = new Error('taken back');
  let result: { readonly value: T } | undefined;
  await inTransactions(databases, sources, async (transactions) => {
    result = { value: await work(transactions) };
    throw takeBack;
  }).catch((error: unknown) => {
    if (error !== takeBack) throw error;
  });
  return (result as { readonly value: T }).value;
}
