import { newId } from '../../storage/keys/ref.js';
import { quoteTable } from '../../storage/pool/quote.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import type { RecordSource } from '../records/record.js';
import type { StagedAction } from '../rows/stagedItem.js';
import type { Conduct, Deployment, SettledDelivery } from '../run/delivery.js';
import type { ShownRecords } from '../run/recordedRun.js';
import type { Example, StagedRun } from '../run/result.js';
import { dropStaged } from '../run/runs.js';
import { inTransactions, type Transactions } from '../transactions.js';
import { stageDelivery } from './stageDelivery.js';

/**
 * Says what a delivery would do: it is staged as a run stages it, in one transaction a source, and all of them are taken
 * back. Nothing is stored, not even in quarantine.
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
  const { source, originator, sources } = delivery;
  const quarantine = openQuarantine({ runId: run.id, originator, source, now: run.startedAt });
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
    return { ...staged, ...(await findExamples(transactions, delivery, run.id, quarantine)) };
  });
  await dropStaged(deployment.databases, sources, run.id);
  const { counts, loosened } = checked;
  await conduct.record.look({
    ...conduct.logged,
    ...{ run: run.id, startedAt: run.startedAt, outcome: 'CHECKED', counts, shown },
    ...(loosened ? { loosened } : {}),
  });
  return { ...checked, wouldRollBack };
}

/** Examples of each action, and the stored records that they name by key. */
async function findExamples(
  transactions: Transactions,
  { source, originator, files }: SettledDelivery,
  id: string,
  quarantine: Quarantine,
): Promise<Pick<StagedRun, 'examples'> & { readonly shown: readonly ShownRecords[] }> {
  const fileNames = files.map(({ name }) => name);
  const examples: Partial<Record<StagedAction | 'QUARANTINED', readonly Example[]>> = {};
  const shown: ShownRecords[] = [];
  for (const [keeper, transaction] of transactions) {
    shown.push(...(await shownRecords(transaction, keeper, { id, source, originator })));
    for (const { action, ...example } of await examplesIn(transaction, keeper, id, fileNames)) {
      const known = examples[action] ?? [];
      if (known.length < exampleCount) examples[action] = [...known, example];
    }
  }
  if (quarantine.examples.length > 0)
    examples.QUARANTINED = quarantine.examples.map(({ file, line, field, reason }) => ({
      ...{ key: field === undefined ? reason : `${field} ${reason}`, file, line },
    }));
  return { shown, examples };
}

/** Examples of each action. */
const exampleCount = 10;

/** Stored records that the examples of a dry run name by key: for the audit log. */
async function shownRecords(
  transaction: Transaction,
  source: RecordSource,
  run: { readonly id: string; readonly source: string; readonly originator: string },
): Promise<readonly ShownRecords[]> {
  const keys = await transaction.exec<{ table: string; keys: string[] }>(
    `select record_table as table, array_agg(distinct source_ref) as keys from (
       select record_table, source_ref, row_number() over (partition by action order by seq) as place
       from ${source}.staged where run_id = $1 and part = 0) example
     where place <= ${exampleCount} group by record_table`,
    [run.id],
  );
  const shown: ShownRecords[] = [];
  for (const { table, keys: stated } of keys) {
    const rows = await transaction.exec<{ id: string }>(
      `select id from ${quoteTable(table)} where source = $1 and originator = $2 and source_ref = any($3::text[])`,
      [run.source, run.originator, stated],
    );
    if (rows.length > 0) shown.push({ table, ids: rows.map(({ id }) => id) });
  }
  return shown;
}

/** The first records of each action in one source. */
async function examplesIn(
  transaction: Transaction,
  source: RecordSource,
  runId: string,
  fileNames: readonly string[],
): Promise<readonly (Example & { readonly action: StagedAction })[]> {
  const rows = await transaction.exec<ExampleRow>(
    `select action, source_ref, file_index, line from (
       select *, row_number() over (partition by action order by seq) as place
       from ${source}.staged where run_id = $1 and part = 0) example
     where place <= ${exampleCount} order by seq`,
    [runId],
  );
  return rows.map(({ action, source_ref: key, file_index, line }) => {
    const place = file_index === null || line === null ? {} : { file: fileNames[file_index] ?? '', line };
    return { action, key, ...place };
  });
}

interface ExampleRow {
  readonly action: StagedAction;
  readonly source_ref: string;
  readonly file_index: number | null;
  readonly line: number | null;
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
