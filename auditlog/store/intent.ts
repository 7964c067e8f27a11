import type { LogClient, LogQuery } from './pool.js';

/*
 * An INTENT without an outcome was left by a crash, or its writer is still at work. A writer at work holds a lock, which ends with
 * its connection.
 */

/** Marks an INTENT as being worked on, as long as this connection lives. */
export async function holdIntent(client: LogClient, log: string, requestId: string): Promise<void> {
  await client.query({ text: `select pg_advisory_lock(${key('$1', '$2')})`, values: [log, requestId] });
}

/** Undoes `holdIntent`, for an INTENT that was not written. */
export async function releaseIntent(client: LogClient, log: string, requestId: string): Promise<void> {
  await client.query({ text: `select pg_advisory_unlock(${key('$1', '$2')})`, values: [log, requestId] });
}

/** Those of some request ids that nobody works on. */
export async function findForsaken(
  db: LogQuery,
  log: string,
  requestIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (requestIds.length === 0) return new Set();
  // Shared, and only for this statement's transaction: two who check at once must not take each other for the owner.
  const { rows } = await db.query({
    text: `select id from unnest($2::text[]) id where pg_try_advisory_xact_lock_shared(${key('$1', 'id')})`,
    values: [log, [...requestIds]],
  });
  return new Set(rows.map((row) => String(row.id)));
}

/** What the names of the same locks begin with; a request id follows. */
export function intentLocksOf(log: string): string {
  return `portcullis/intent/${log}/`;
}

function key(log: string, requestId: string): string {
  return `hashtextextended('portcullis/intent/' || ${log} || '/' || ${requestId}, 0)`;
}
