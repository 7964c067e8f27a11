import type { KnownKeys } from '../../keys.js';
import type { LogQuery } from '../pool.js';
import { createAuditReader, type ReadEntry } from '../reader.js';
import { listLogs } from '../rows.js';

/**
 * What the logs of a database say of an export: its INTENT, and how it ended where it has. Empty where there is none, or it has
 * expired.
 *
 * @param requestId of the export; unique over all logs, since it is random
 */
export async function findExport(db: LogQuery, keys: KnownKeys, requestId: string): Promise<readonly ReadEntry[]> {
  const { rows } = await db.query({
    text: `select e.log, e.index::text as index from audit.entry e
      where e.log = any($1) and e.request_id = $2 and e.kind in ('INTENT', 'OUTCOME', 'ABORTED', 'REFUSED', 'UNKNOWN')
      order by e.log, e.index`,
    values: [await listLogs(db), requestId],
  });
  const entries: ReadEntry[] = [];
  for (const row of rows) {
    const entry = await createAuditReader(db, String(row.log), keys).entry(Number(row.index));
    // Why again: the columns are derived, and not what a leaf commits to.
    if (entry?.header.requestId === requestId) entries.push(entry);
  }
  return entries;
}
