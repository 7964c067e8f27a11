// SPDX-License-Identifier: Apache-2.0
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import type { Transaction } from '../../storage/types.js';
import { openQuarantine, type Quarantine } from '../quarantine/quarantine.js';
import { type RecordSource, recordSources } from '../records/record.js';
import { recordTables } from '../rows/items.js';
import { linkTables } from '../rows/links.js';
import type { IngestDatabases } from '../rows/writer.js';
import type { RecordedRun, RecordRun } from '../run/recordedRun.js';
import type { StagedRun } from '../run/result.js';
import { type Run, type RunCounts, updateRun } from '../run/runs.js';
import type { SourceLock } from '../run/sourceLock.js';
import { markRepeated, type SourceSummary, stageGone, summarise } from '../run/summary.js';
import type { LoosenedCounts } from './loosened.js';
import { type Reading, readDelivery, type TakeBatch } from './readDelivery.js';
import { createStableIds } from './stableIds.js';
import { openStager } from './stager.js';
import { quarantineUnpublished } from './unpublished.js';

/** What an operator says of a delivery. */
export interface Limits {
  /** The files are the whole list: what they do not name is withdrawn. */
  readonly whole?: boolean;
  /** Withdraws what is gone although some records could not be read. */
  readonly withdrawAnyway?: boolean;
  /** Lets records loosen the envelopes that are stored of them. */
  readonly mayLoosen?: boolean;
  /** Takes the run back where more of the records than this go into quarantine; 0 to 100. */
  readonly maxBadPercent?: number;
}

/** A run with all that it needs. */
export interface StagingRun extends Reading {
  readonly operator: string;
  readonly record: RecordRun;
  readonly limits?: Limits;
  readonly retry?: boolean;
}

/** Told how far it is: items, and rejects among them. */
export type Report = (phase: 'READING' | 'PUBLISHING', done: number, quarantined: number) => void;

/** Records before a run may be taken back: of fewer, one defect is too many percent. */
const enoughToJudge = 1000;

/**
 * Reads a delivery and stages it, or goes on where an earlier process ended.
 *
 * @throws INGEST_ROLLED_BACK where too much of it cannot be read: nothing of it stays but the quarantine
 */
export async function stageRun(run: StagingRun, begun: Run, lock: SourceLock, report: Report): Promise<StagedRun> {
  const { databases, limits = {} } = run;
  if (begun.counts) return { counts: begun.counts, reasons: {}, unmapped: {}, notWithdrawn: 0 };
  const sources = sourcesOf(run);
  const quarantine = openQuarantine({
    runId: begun.id,
    originator: run.envelope.originator ?? '',
    source: run.source,
    now: begun.startedAt,
  });
  const stager = await openStager({
    runId: begun.id,
    source: run.source,
    originator: run.envelope.originator ?? '',
    policy: run.policy,
    mayLoosen: limits.mayLoosen === true,
    mayChange: !isUncertain(run),
    sources,
    ids: createStableIds(run.linkKey, run.key),
    inTransaction: (source, work) => databases[source].transaction(work),
  });
  const unmapped: Record<string, number> = {};
  const takeBatch: TakeBatch = async (items, upTo, rejects) => {
    await lock.assertHeld();
    await Promise.all([
      stager.stage(items, upTo),
      databases.ingest.transaction(async (transaction) => {
        await quarantine.store(transaction);
        await transaction.exec('update ingest.run set position = greatest(position, $2) where id = $1', [
          begun.id,
          upTo,
        ]);
      }),
    ]);
    report('READING', upTo, rejects);
    if (isTooBadSoFar(rejects, upTo, limits)) await rollBack(run, begun, quarantine, upTo);
  };
  const read = await readDelivery(run, quarantine, unmapped, takeBatch).catch(async (error: unknown) => {
    // A bomb that shows itself late, a file that changes while it is read: what was staged of it is worth nothing.
    if (isPortcullisError(error) && error.code === 'BAD_USER_INPUT') await dropRun(run, begun, quarantine);
    throw error;
  });
  if (isTooBad(quarantine.count, read, limits)) await rollBack(run, begun, quarantine, read);
  const { summaries, notWithdrawn } = await finish(run, begun, quarantine, sources, read);
  await databases.ingest.transaction((transaction) => quarantine.store(transaction));
  if (isTooBad(quarantine.count, read, limits)) await rollBack(run, begun, quarantine, read);
  const counts = toCounts(read, quarantine.count, summaries);
  await updateRun(databases.ingest, begun.id, { state: 'STAGED', counts, unmapped });
  return { counts, reasons: quarantine.reasons, unmapped, notWithdrawn };
}

/** Whether a record that is read again may be another than the one that is stored under its key. */
function isUncertain({ retry, retried, format }: StagingRun): boolean {
  return retry === true && (retried?.repeated || format.countsRepetitions === true);
}

/** Sources that the records of a format go to. */
export function sourcesOf({ format }: Reading): readonly RecordSource[] {
  return [...new Set(format.kinds.map((kind) => recordSources[kind]))];
}

/** Marks repetitions, stages what is gone from a whole list, and counts; each source in one transaction. */
async function finish(
  run: StagingRun,
  begun: Run,
  quarantine: Quarantine,
  sources: readonly RecordSource[],
  read: number,
): Promise<{ readonly summaries: readonly SourceSummary[]; readonly notWithdrawn: number }> {
  const { whole = false, withdrawAnyway = false } = run.limits ?? {};
  const mayWithdraw = quarantine.keyless === 0 || withdrawAnyway;
  const summaries: SourceSummary[] = [];
  let notWithdrawn = 0;
  for (const source of sources) {
    await run.databases[source].transaction(async (transaction) => {
      await quarantineUnpublished(
        transaction,
        source,
        begun.id,
        run.files.map(({ name }) => name),
        quarantine,
        run.retried?.frame,
      );
      const gone = await finishIn(transaction, run, begun.id, source, read, whole && mayWithdraw);
      summaries.push(await summarise(transaction, source, begun.id, []));
      return gone;
    });
    if (whole && !mayWithdraw) notWithdrawn += await countGone(run, begun.id, source, read);
  }
  return { summaries, notWithdrawn };
}

/** The last step of staging in one source; gives how many rows are gone from the list. */
export async function finishIn(
  transaction: Transaction,
  run: StagingRun,
  runId: string,
  source: RecordSource,
  read: number,
  whole: boolean,
): Promise<number> {
  await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
  // Why: of rows that are not committed, or minutes old, PostgreSQL has no statistics. It takes a million of them for one,
  // and compares each with each: hours, where a hash join takes seconds and spills to disk.
  await transaction.exec('set local enable_nestloop = off');
  await markRepeated(transaction, source, runId);
  if (!whole) return 0;
  return await stageGone(transaction, {
    source,
    runId,
    tables: tablesOf(run, source),
    envelopeSource: run.source,
    originator: run.envelope.originator ?? '',
    after: read,
  });
}

function tablesOf({ format }: Reading, source: RecordSource): { readonly table: string; readonly isLink: boolean }[] {
  const records = format.kinds.filter((kind) => recordSources[kind] === source).map((kind) => recordTables[kind]);
  const links = linkTables.filter(({ of }) => of.some((table) => records.includes(table)));
  return [
    ...records.map((table) => ({ table, isLink: false })),
    ...links.map(({ table }) => ({ table, isLink: true })),
  ];
}

/** How many records a whole list would withdraw, by trying it in a transaction that is taken back. */
async function countGone(run: StagingRun, runId: string, source: RecordSource, read: number): Promise<number> {
  let gone = 0;
  const takeBack = new Error('taken back');
  await run.databases[source]
    .transaction(async (transaction) => {
      gone = await finishIn(transaction, run, runId, source, read, true);
      throw takeBack;
    })
    .catch((error: unknown) => {
      if (error !== takeBack) throw error;
    });
  return gone;
}

export function toCounts(read: number, quarantined: number, summaries: readonly SourceSummary[]): RunCounts {
  const sum = (pick: (counts: SourceSummary['counts']) => number): number =>
    summaries.reduce((total, { counts }) => total + pick(counts), 0);
  return {
    read,
    added: sum((counts) => counts.NEW),
    changed: sum((counts) => counts.CHANGED),
    unchanged: sum((counts) => counts.UNCHANGED),
    repeated: sum((counts) => counts.REPEATED),
    withdrawn: sum((counts) => counts.WITHDRAWN),
    quarantined,
  };
}

/** Whether so much of the first records cannot be read that the rest need not be. */
export function isTooBadSoFar(quarantined: number, read: number, limits: Limits): boolean {
  return read >= enoughToJudge && isTooBad(quarantined, read, limits);
}

export function isTooBad(quarantined: number, read: number, { maxBadPercent }: Limits): boolean {
  return maxBadPercent !== undefined && read > 0 && (100 * quarantined) / read > maxBadPercent;
}

async function rollBack(run: StagingRun, begun: Run, quarantine: Quarantine, read: number): Promise<never> {
  await dropRun(run, begun, quarantine, read);
  throw new PortcullisError('INGEST_ROLLED_BACK', {
    message: `${quarantine.count} of ${read} records could not be read: nothing of this delivery was stored.`,
    facts: {
      hint: `Look at why: portcullis quarantine list --run ${begun.id}; then repair the file, name another format, or raise --max-bad.`,
      run: begun.id,
      reasons: quarantine.reasons,
    },
  });
}

/** Lets go of all that a run staged; the quarantine stays, and the audit log says so. */
async function dropRun(run: StagingRun, begun: Run, quarantine: Quarantine, read = quarantine.count): Promise<void> {
  const { databases } = run;
  const counts = { read, added: 0, changed: 0, unchanged: 0, repeated: 0, withdrawn: 0, quarantined: quarantine.count };
  await databases.ingest.transaction((transaction) => quarantine.store(transaction));
  await run.record.change(toRecorded(run, begun, 'ROLLED_BACK', counts), async () => {
    for (const source of sourcesOf(run)) await dropStaged(databases, source, begun.id);
    await updateRun(databases.ingest, begun.id, { state: 'ROLLED_BACK', counts });
    return { counts };
  });
}

/** Lets go of what a run staged. */
export async function dropStaged(databases: IngestDatabases, source: RecordSource, runId: string): Promise<void> {
  await databases[source].transaction(async (transaction) => {
    // Why: a killed process may leave a transaction behind that the server still commits; its rows must be seen.
    await transaction.exec(`select from ${source}.staged_position where run_id = $1 for update`, [runId]);
    await transaction.exec(`delete from ${source}.staged where run_id = $1`, [runId]);
    await transaction.exec(`delete from ${source}.staged_position where run_id = $1`, [runId]);
  });
}

/** What the audit log keeps of a run. */
export function toRecorded(
  run: StagingRun,
  begun: Pick<Run, 'id' | 'startedAt'>,
  outcome: RecordedRun['outcome'],
  counts: RunCounts,
  loosened: LoosenedCounts | null = null,
): RecordedRun {
  return {
    run: begun.id,
    outcome,
    source: run.source,
    format: run.format.name,
    formatVersion: run.version,
    originator: run.envelope.originator ?? '',
    operator: run.operator,
    files: run.files.map(({ name, sha256, size }) => ({ name, sha256, bytes: size })),
    whole: run.limits?.whole === true,
    counts,
    ...(loosened === null ? {} : { loosened }),
    startedAt: begun.startedAt,
  };
}
