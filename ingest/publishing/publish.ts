import { databaseConstraint, sqlState } from '../../storage/pool/databaseErrors.js';
import { tableColumns } from '../../storage/pool/tableColumns.js';
import {
  acknowledge,
  lockPublished,
  type PublishedRun,
  type Publishing,
  publishChunk,
  publishEnvelopes,
  stagedTables,
} from './chunk.js';
import { markRefused } from './refused.js';
import type { Columns } from './statements.js';

/** How a staged run is published. */
export interface PublishOptions extends PublishedRun {
  /** Items a transaction; 2000 by default. */
  readonly chunkSize?: number;
  /** Called before the transactions of each two chunks. @throws what stops the run */
  readonly beforeChunks?: () => Promise<void>;
  readonly onProgress?: (published: number) => void;
}

/** Items a transaction. */
const usualChunkSize = 2000;

/**
 * Publishes what a run staged in one source: chunk by chunk, each in one transaction with its position, so that a run
 * that is stopped goes on with the next. May be repeated: what is published is not published again. Records that the
 * database refuses are marked: see `refused.ts`.
 */
export async function publish(options: PublishOptions): Promise<void> {
  const { database, source, runId, chunkSize = usualChunkSize } = options;
  const [place] = await database.exec<{ from: string; last: string | null }>(
    `select p.published_seq::text as from, (select max(seq) from ${source}.staged where run_id = $1)::text as last
     from ${source}.staged_position p where p.run_id = $1`,
    [runId],
  );
  if (place?.last == null) return;
  const tables = await stagedTables(database, source, runId);
  const columns = new Map<string, Columns>();
  for (const { table, children } of tables) {
    for (const name of [table, ...children.map((child) => child.table)]) {
      columns.set(name, await tableColumns(database, name));
    }
  }
  const publishing: Publishing = { ...options, tables, columns };
  const last = Number(place.last);
  for (let from = Number(place.from) + 1; from <= last; from += 2 * chunkSize) {
    const middle = Math.min(from + chunkSize - 1, last);
    const upTo = Math.min(from + 2 * chunkSize - 1, last);
    await options.beforeChunks?.();
    if (middle === upTo || !(await publishPair(publishing, from, middle, upTo))) {
      await publishRange(publishing, from, middle);
      await publishRange(publishing, middle + 1, upTo);
    }
    options.onProgress?.(upTo);
  }
}

/**
 * Publishes two chunks beside each other, on two connections: a backend of PostgreSQL uses one core. The second commits
 * after the first, so that all up to the position is published, whenever the run is stopped.
 *
 * @returns false where it did not come off, and they are to be published one after the other: a record is refused, or one
 *   of them waits for a lock. PostgreSQL does not know that the second waits for the first, and would find no deadlock.
 */
async function publishPair(publishing: Publishing, from: number, middle: number, upTo: number): Promise<boolean> {
  const { database } = publishing;
  // Why before, and committed: of two that note the same one, the second waits until the first commits. Those that nobody
  // takes up in the end are purged, but none while a run is staged.
  const noted = await publishEnvelopes(database, publishing, from, upTo).then(
    () => true,
    (error: unknown) => {
      if (mayComeOffAlone(error)) return false;
      throw error;
    },
  );
  if (!noted) return false;
  const first = database.transaction(async (transaction) => {
    await transaction.exec(lockPatience);
    if ((await lockPublished(transaction, publishing)) !== from - 1) throw new NotAlone();
    await publishChunk(transaction, publishing, from, middle);
    await acknowledge(transaction, publishing, middle);
  });
  const second = database.transaction(async (transaction) => {
    await transaction.exec(lockPatience);
    await publishChunk(transaction, publishing, middle + 1, upTo);
    await first;
    if ((await lockPublished(transaction, publishing)) !== middle) throw new NotAlone();
    await acknowledge(transaction, publishing, upTo);
  });
  const outcomes = await Promise.allSettled([first, second]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  const grave = failures.find((failure) => !(failure instanceof NotAlone || mayComeOffAlone(failure)));
  if (grave !== undefined) throw grave;
  return failures.length === 0;
}

/** Thrown where a connection that a killed process left behind publishes as well. */
class NotAlone extends Error {}

const lockPatience = `set local lock_timeout = '2s'`;

/** A record's own fault, a lock that was not to be had in time, a deadlock. */
function mayComeOffAlone(error: unknown): boolean {
  return isRefusal(error) || ['55P03', '40P01'].includes(sqlState(error) ?? '');
}

/** Classes 22 (data exception) and 23 (integrity constraint): the record's own fault. */
function isRefusal(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

/** Publishes a range; where PostgreSQL refuses it, one half after the other, until a refused record stands alone. */
async function publishRange(publishing: Publishing, from: number, upTo: number): Promise<void> {
  if (from > upTo) return;
  const { database } = publishing;
  try {
    await database.transaction(async (transaction) => {
      const published = await lockPublished(transaction, publishing);
      if (published === null || published >= upTo) return;
      const next = Math.max(from, published + 1);
      await publishEnvelopes(transaction, publishing, next, upTo);
      await publishChunk(transaction, publishing, next, upTo);
      await acknowledge(transaction, publishing, upTo);
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (from === upTo) {
      const refusal = { sqlState: sqlState(error) ?? '', at: databaseConstraint(error) };
      await database.transaction(async (transaction) => {
        await markRefused(transaction, publishing, from, refusal);
        await acknowledge(transaction, publishing, upTo);
      });
      return;
    }
    const middle = Math.floor((from + upTo) / 2);
    await publishRange(publishing, from, middle);
    await publishRange(publishing, middle + 1, upTo);
  }
}
