import { setLocal } from '../../storage/nodes/setLocal.js';
import { sqlState } from '../../storage/pool/databaseErrors.js';
import {
  acknowledge,
  isRefusal,
  lockPublished,
  type Publishing,
  publishChunk,
  publishEnvelopes,
  publishRange,
} from './chunk.js';
import { beginCounting } from './countChunk.js';

/**
 * Publishes two chunks, beside each other where that comes off; records that the database refuses are marked (`markRefused`).
 * May be repeated: what is published is not published again.
 */
export async function publishTwo(publishing: Publishing, from: number, middle: number, upTo: number): Promise<void> {
  if (middle < upTo && (await publishPair(publishing, from, middle, upTo))) return;
  await publishRange(publishing, from, middle);
  await publishRange(publishing, middle + 1, upTo);
}

/**
 * Publishes two chunks beside each other, on two connections: a backend of PostgreSQL uses one core. The second commits
 * after the first, so that all up to the position is published, whenever the run is stopped.
 *
 * @returns false where they must be published one after the other: a record is refused, or one of them waits for a lock.
 *   PostgreSQL does not know that the second waits for the first, and would find no deadlock.
 */
async function publishPair(publishing: Publishing, from: number, middle: number, upTo: number): Promise<boolean> {
  const { database } = publishing;
  try {
    // Why before, and committed: of two that note the same one, the second waits until the first commits. Those that no
    // record names in the end are purged, but none while a run is staged.
    await publishEnvelopes(database, publishing, from, upTo);
  } catch (error) {
    if (maySucceedAlone(error)) return false;
    throw error;
  }
  const first = database.transaction(async (transaction) => {
    await setLocal(transaction, 'lock_timeout', '2s');
    if ((await lockPublished(transaction, publishing)) !== from - 1) throw new NotAlone();
    const count = await beginCounting(transaction, publishing, from, middle);
    await publishChunk(transaction, publishing, from, middle);
    await count();
    await acknowledge(transaction, publishing, middle);
  });
  const second = database.transaction(async (transaction) => {
    await setLocal(transaction, 'lock_timeout', '2s');
    const count = await beginCounting(transaction, publishing, middle + 1, upTo);
    await publishChunk(transaction, publishing, middle + 1, upTo);
    await first;
    if ((await lockPublished(transaction, publishing)) !== middle) throw new NotAlone();
    // Why behind the first: both change the same numbers.
    await count();
    await acknowledge(transaction, publishing, upTo);
  });
  const outcomes = await Promise.allSettled([first, second]);
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  const grave = failures.find((failure) => !(failure instanceof NotAlone || maySucceedAlone(failure)));
  if (grave !== undefined) throw grave;
  return failures.length === 0;
}

/** A connection that a killed process left behind publishes as well. */
class NotAlone extends Error {}

/** A record's own fault, a lock timeout (55P03), a deadlock (40P01). */
function maySucceedAlone(error: unknown): boolean {
  return isRefusal(error) || ['55P03', '40P01'].includes(sqlState(error) ?? '');
}
