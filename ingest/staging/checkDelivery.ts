// SPDX-License-Identifier: Apache-2.0
import { newId } from '../../storage/keys/ref.js';
import type { Transaction } from '../../storage/types.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import type { RecordSource } from '../records/record.js';
import type { IngestResult, StagedRun } from '../run/result.js';
import { type ShownRecords, shownRecords } from '../run/shownRecords.js';
import { type SourceSummary, summarise } from '../run/summary.js';
import { countLoosened, type LoosenedCounts, sumLoosened } from './loosened.js';
import { readDelivery } from './readDelivery.js';
import { createStableIds } from './stableIds.js';
import {
  finishIn,
  isTooBad,
  isTooBadSoFar,
  type Report,
  type StagingRun,
  sourcesOf,
  toCounts,
  toRecorded,
} from './stageRun.js';
import { openStager } from './stager.js';
import { quarantineUnpublished } from './unpublished.js';

/**
 * Says what a delivery would do: everything is read and staged in one transaction a source, counted there, and taken
 * back. Nothing of it is stored, quarantine included.
 *
 * @remarks What it says tells of stored records, by key too: the audit log has an entry before it is said.
 * @throws AUDIT_UNAVAILABLE: then nothing is said
 */
export async function checkDelivery(run: StagingRun, report: Report): Promise<StagedRun> {
  const id = newId('check');
  const startedAt = new Date().toISOString();
  const { shown, ...checked } = await tryDelivery(run, id, report);
  const recorded = toRecorded(run, { id, startedAt }, 'CHECKED', checked.counts, checked.loosened);
  await run.record.look({ ...recorded, shown });
  return checked;
}

/** What a delivery would do, and the stored records that are told of by key. */
interface TriedRun extends StagedRun {
  readonly shown: readonly ShownRecords[];
}

async function tryDelivery(run: StagingRun, checkId: string, report: Report): Promise<TriedRun> {
  const sources = sourcesOf(run);
  const whole = run.limits?.whole === true;
  return await inTransactions(run, sources, async (transactions) => {
    const quarantine = openQuarantine({
      runId: checkId,
      originator: run.envelope.originator ?? '',
      source: run.source,
      now: new Date().toISOString(),
    });
    const stager = await openStager({
      runId: checkId,
      source: run.source,
      originator: run.envelope.originator ?? '',
      policy: run.policy,
      mayLoosen: run.limits?.mayLoosen === true,
      mayChange: true,
      sources,
      ids: createStableIds(run.linkKey, run.key),
      inTransaction: (source, work) => work(transactions.get(source) as Transaction),
    });
    const unmapped: Record<string, number> = {};
    const limits = run.limits ?? {};
    let wouldRollBack = false;
    const read = await readDelivery(run, quarantine, unmapped, async (items, upTo, rejects) => {
      await stager.stage(items, upTo);
      wouldRollBack ||= isTooBadSoFar(rejects, upTo, limits);
      report('READING', upTo, rejects);
    });
    const summaries: SourceSummary[] = [];
    const freed: LoosenedCounts[] = [];
    const shown: ShownRecords[] = [];
    const own = { id: checkId, source: run.source, originator: run.envelope.originator ?? '' };
    const mayWithdraw = quarantine.keyless === 0 || run.limits?.withdrawAnyway === true;
    let notWithdrawn = 0;
    for (const [source, transaction] of transactions) {
      await quarantineUnpublished(
        transaction,
        source,
        checkId,
        run.files.map(({ name }) => name),
        quarantine,
      );
      const gone = await finishIn(transaction, run, checkId, source, read, whole);
      if (!mayWithdraw) notWithdrawn += gone;
      freed.push(await countLoosened(transaction, source, checkId));
      shown.push(...(await shownRecords(transaction, source, own)));
      summaries.push(
        await summarise(
          transaction,
          source,
          checkId,
          run.files.map(({ name }) => name),
        ),
      );
    }
    const counts = toCounts(read, quarantine.count, summaries);
    const examples = toExamples(summaries, quarantine);
    const withdrawn = mayWithdraw ? counts.withdrawn : counts.withdrawn - notWithdrawn;
    wouldRollBack ||= isTooBad(quarantine.count, read, limits);
    const { reasons } = quarantine;
    const loosened = sumLoosened(freed);
    return {
      counts: { ...counts, withdrawn },
      reasons,
      unmapped,
      notWithdrawn,
      loosened,
      examples,
      wouldRollBack,
      shown,
    };
  });
}

function toExamples(
  summaries: readonly SourceSummary[],
  quarantine: Quarantine,
): NonNullable<IngestResult['examples']> {
  const examples: Record<string, readonly unknown[]> = {};
  for (const summary of summaries) {
    for (const [action, some] of Object.entries(summary.examples)) {
      examples[action] = [...(examples[action] ?? []), ...some].slice(0, 10);
    }
  }
  const quarantined = quarantine.examples.map(({ file, line, field, reason }) => ({
    key: field === undefined ? reason : `${field} ${reason}`,
    file,
    line,
  }));
  return { ...examples, ...(quarantined.length > 0 ? { QUARANTINED: quarantined } : {}) };
}

/** Runs within one transaction of each source at once, and takes all of them back. */
async function inTransactions<T>(
  run: StagingRun,
  sources: readonly RecordSource[],
  work: (transactions: ReadonlyMap<RecordSource, Transaction>) => Promise<T>,
): Promise<T> {
  const takeBack = new Error('taken back');
  const transactions = new Map<RecordSource, Transaction>();
  let result: { readonly value: T } | undefined;
  const open = async (rest: readonly RecordSource[]): Promise<void> => {
    const [source, ...others] = rest;
    if (source === undefined) {
      result = { value: await work(transactions) };
      throw takeBack;
    }
    await run.databases[source].transaction(async (transaction) => {
      transactions.set(source, transaction);
      await open(others);
    });
  };
  await open(sources).catch((error: unknown) => {
    if (error !== takeBack) throw error;
  });
  return (result as { readonly value: T }).value;
}
