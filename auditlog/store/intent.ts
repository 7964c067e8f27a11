import type { LogClient, LogQuery } from './pool.js';

/*
 * An INTENT that has no end yet was left by a crash, or belongs to somebody who is just at it. The second holds a lock
 * that ends with the connection, so that nobody has to be trusted to let go of it.
 */

/** Says, as long as this connection lives, that the writer of the INTENT of this request id is at work on it. */
export async function holdIntent(client: LogClient, log: string, requestId: string): Promise<void> {
  await client.query({ text: `select pg_advisory_lock(${key('$1', '$2')})`, values: [log, requestId] });
}

/** Lets go of what `holdIntent` took, for an INTENT that was not written. */
export async function releaseIntent(client: LogClient, log: string, requestId: string): Promise<void> {
  await client.query({ text: `select pg_advisory_unlock(${key('$1', '$2')})`, values: [log, requestId] });
}

/** Of these request ids, those that nobody is at. */
export async function findForsaken(
  db: LogQuery,
  log: string,
  requestIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set();
  // Why shared, and for this statement's own transaction: two who look at once must not take each other for the owner.
  const { rows } = await db.query({
    text: `select id from unnest($2::text[]) id where pg_try_advisory_xact_lock_shared(${key('$1', 'id')})`,
    values: [log, [...requestIds]],
  });
  return new Set(rows.map((row) => String(row.id)));
}

function key(log: string, requestId: string): string {
  return `hashtextextended('portcullis/intent/' || ${log} || '/' || ${requestId}, 0)`;
}
