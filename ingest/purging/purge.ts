import { badUserInput } from '../../schema/errors.js';
import { newId } from '../../storage/keys/ref.js';
import { sql } from '../../storage/kysely.js';
import { changeNumbers, readNumbers } from '../cube/numbers.js';
import { lockCubes } from '../cube/state.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordSource, recordSources } from '../records/record.js';
import { forgetSubjects } from '../subjects/propagateSubjects.js';
import { countDue, type Due, type DueRecords, isNothingDue, purgedTables } from './due.js';
import { forgetEnvelopes } from './forgetEnvelopes.js';
import { whileNotIngested, withPurgeLock } from './lock.js';
import {
  deleteDueVersions,
  deleteProvenance,
  deleteRecords,
  deleteStaged,
  deleteVersions,
  nextExpired,
} from './statements.js';

/** What the audit log keeps of a purge, before anything is deleted. */
export interface RecordedPurge extends Due {
  readonly purge: string;
  readonly operator: string;
  readonly startedAt: string;
  readonly asOf: string;
  /** How long quarantine is kept; null: for ever. */
  readonly quarantineDays: number | null;
}

/** What is purged, and as of which instant. */
export interface PurgeOptions {
  readonly databases: IngestDatabases;
  /** UTC ISO 8601; now where absent. */
  readonly asOf?: string;
  /** Quarantine that is older is due too; none where absent. */
  readonly quarantineDays?: number;
  readonly operator: string;
  /** Writes the audit log, does the work, and writes how it ended. Where it throws first, nothing is deleted. */
  readonly record: <Done extends Gone>(purge: RecordedPurge, work: () => Promise<Done>) => Promise<Done>;
  /** Counts what is due, and deletes nothing. */
  readonly check?: boolean;
  /** False: sources that are being ingested are left for the next time, instead of waiting. */
  readonly wait?: boolean;
  readonly onWait?: (source: string) => void;
  /** Called after each batch with the rows deleted so far. */
  readonly onProgress?: (done: number) => void;
  /** Stops after the current batch. */
  readonly signal?: AbortSignal;
}

/** What was deleted, or with `check` would be. */
export interface PurgeResult {
  /** Null where nothing was due, and for a dry run. */
  readonly purge: string | null;
  /** `STOPPED` by the signal: the rest is left for the next time. */
  readonly state: 'DONE' | 'NOTHING' | 'CHECKED' | 'STOPPED';
  readonly asOf: string;
  readonly due: Due;
  readonly deleted: PurgeCounts;
  /** Sources left for the next time, since they were being ingested. */
  readonly busy: readonly string[];
}

/** What was deleted, and what is left for the next time. */
export type Gone = Pick<PurgeResult, 'deleted' | 'busy'>;

/** Records a transaction. */
const batch = 1000;

/**
 * Deletes what may lawfully be kept no longer: records whose `expires_at` has passed, with children, links, source texts and
 * earlier versions; earlier versions that have expired themselves, or whose successor has; old quarantine, where asked for;
 * and what ended runs have left staged.
 *
 * @remarks Counted, logged, deleted, in that order. Every batch is a transaction and may be repeated: a purge that is
 *   killed at any moment is completed by the next one. Nobody sees an expired record in between: the wall hides it from
 *   the instant at which it expires.
 * @throws BAD_USER_INPUT where another purge is on its way; AUDIT_UNAVAILABLE, and nothing is deleted
 */
export async function purge(options: PurgeOptions): Promise<PurgeResult> {
  const { databases, quarantineDays } = options;
  const startedAt = new Date().toISOString();
  const asOf = options.asOf ?? startedAt;
  const before = quarantineDays === undefined ? null : toDaysBefore(asOf, quarantineDays);
  if (options.check) {
    const due = await countDue(databases, asOf, before);
    return { purge: null, state: 'CHECKED', asOf, due, deleted: nothing, busy: [] };
  }
  const done = await withPurgeLock(databases.ingest, async (): Promise<PurgeResult> => {
    const due = await countDue(databases, asOf, before);
    if (isNothingDue(due)) return { purge: null, state: 'NOTHING', asOf, due, deleted: nothing, busy: [] };
    const id = newId('purge');
    const { operator } = options;
    const recorded = { purge: id, operator, startedAt, asOf, quarantineDays: quarantineDays ?? null, ...due };
    const { deleted, busy } = await options.record(recorded, () => takeAway(options, due, asOf, before));
    return { purge: id, state: options.signal?.aborted ? 'STOPPED' : 'DONE', asOf, due, deleted, busy };
  });
  if (done) return done.value;
  throw badUserInput('Another purge is on its way.', 'Wait until it is done; then what has expired since can go.');
}

const nothing = { records: 0, history: 0, quarantine: 0, staged: 0 };

/** Rows deleted. */
export type PurgeCounts = Readonly<typeof nothing>;

type Count = (what: keyof PurgeCounts, rows: number) => void;

async function takeAway(options: PurgeOptions, due: Due, asOf: string, before: string | null): Promise<Gone> {
  const { databases, signal, onProgress, onWait } = options;
  const deleted = { ...nothing };
  const count: Count = (what, rows) => {
    deleted[what] += rows;
    onProgress?.(deleted.records + deleted.history + deleted.quarantine + deleted.staged);
  };
  const busy: string[] = [];
  const sources = new Set([...due.records, ...due.history].map(({ source }) => source));
  for (const source of [...sources].sort()) {
    if (signal?.aborted) break;
    const lock = {
      database: databases.ingest,
      source,
      wait: options.wait !== false,
      ...(onWait ? { onWait: () => onWait(source) } : {}),
    };
    const was = await whileNotIngested(lock, async () => {
      for (const records of due.records.filter((each) => each.source === source))
        await deleteExpired(options, records, asOf, count);
      for (const keptIn of keepersOf(due, source)) await deleteVersionsOf(options, keptIn, source, asOf, count);
    });
    if (!was) busy.push(source);
  }
  if (due.quarantine.length > 0) await deleteQuarantine(options, before, count);
  for (const { run, keptIn } of due.staged) await deleteStagedOf(options, keptIn, run, count);
  if (!signal?.aborted) await forgetSubjects(databases);
  if (!signal?.aborted) await forgetEnvelopes(databases);
  return { deleted, busy };
}

/** Runs batches until one deletes nothing, or the signal stops them. */
async function inBatches({ signal }: PurgeOptions, run: () => Promise<boolean>): Promise<void> {
  while (!signal?.aborted && (await run()));
}

async function deleteExpired(
  options: PurgeOptions,
  { source, originator, table }: DueRecords,
  asOf: string,
  count: Count,
): Promise<void> {
  const keptIn = purgedTables.find((each) => each.table === table)?.keptIn as RecordSource;
  let last = '';
  await inBatches(options, async () => {
    let more = false;
    const { records, history } = await options.databases[keptIn].transaction(async (transaction) => {
      const next = await transaction.exec<{ id: string }>(nextExpired(table), [asOf, source, originator, last, batch]);
      last = next.at(-1)?.id ?? last;
      more = next.length === batch;
      const due = next.map(({ id }) => id);
      const [kept] = await lockCubes(transaction, keptIn, [table]);
      const isDue = sql`r.id = any(${due}) and r.expires_at <= cast(${asOf} as timestamptz)`;
      const less = kept ? await readNumbers(transaction, kept, isDue) : [];
      const gone = await transaction.exec<{ id: string }>(deleteRecords(table), [asOf, due]);
      const ids = gone.map(({ id }) => id);
      const versions = await transaction.exec(deleteVersions(keptIn), [table, ids]);
      await transaction.exec(deleteProvenance(keptIn), [table, ids]);
      if (kept) await changeNumbers(transaction, kept, less, null);
      return { records: ids.length, history: versions.length };
    });
    count('records', records);
    count('history', history);
    return more;
  });
}

async function deleteVersionsOf(
  options: PurgeOptions,
  keptIn: RecordSource,
  source: string,
  asOf: string,
  count: Count,
): Promise<void> {
  await inBatches(options, async () => {
    const gone = await options.databases[keptIn].transaction((transaction) =>
      transaction.exec(deleteDueVersions(keptIn), [asOf, source, batch]),
    );
    count('history', gone.length);
    return gone.length > 0;
  });
}

async function deleteQuarantine(options: PurgeOptions, before: string | null, count: Count): Promise<void> {
  await inBatches(options, async () => {
    const gone = await options.databases.ingest.transaction((transaction) =>
      transaction.exec(
        `delete from ingest.quarantine where id in (
           select id from ingest.quarantine where last_seen_at < $1::timestamptz order by id limit $2)
           and last_seen_at < $1::timestamptz returning id`,
        [before, batch],
      ),
    );
    count('quarantine', gone.length);
    return gone.length > 0;
  });
}

async function deleteStagedOf(options: PurgeOptions, keptIn: RecordSource, run: string, count: Count): Promise<void> {
  const database = options.databases[keptIn];
  await inBatches(options, async () => {
    const gone = await database.transaction(async (transaction) => {
      const rows = await transaction.exec(deleteStaged(keptIn), [run, batch]);
      // Why last: by this row the next purge finds what is left.
      if (rows.length < batch) await transaction.exec(`delete from ${keptIn}.staged_position where run_id = $1`, [run]);
      return rows.length;
    });
    count('staged', gone);
    return gone === batch;
  });
}

/** Sources of ours that keep history of an envelope's source. */
function keepersOf({ history }: Due, source: string): RecordSource[] {
  const tables = new Set(history.filter((each) => each.source === source).map(({ table }) => table));
  const keepers = purgedTables.filter(({ table }) => tables.has(table)).map(({ keptIn }) => keptIn);
  return [...new Set(Object.values(recordSources))].filter((keptIn) => keepers.includes(keptIn));
}

function toDaysBefore(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * 86_400_000).toISOString();
}
