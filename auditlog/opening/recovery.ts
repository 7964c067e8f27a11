import { decodeEntry } from '../entry.js';
import { findForsaken } from '../store/intent.js';
import type { LogQuery } from '../store/pool.js';
import type { EntryHeader } from '../types.js';

/**
 * The openings of operations whose end was never written and that nobody is at any more: what a crash left. Their ends are
 * closed as UNKNOWN.
 */
export async function findOpenIntents(db: LogQuery, log: string): Promise<readonly EntryHeader[]> {
  const { rows } = await db.query({
    text: `select i.bytes from audit.entry i where i.log = $1 and i.kind = 'INTENT' and not exists (
      select 1 from audit.entry o where o.log = i.log and o.request_id = i.request_id
        and o.kind in ('OUTCOME', 'REFUSED', 'UNKNOWN')) order by i.index`,
    values: [log],
  });
  const open = rows.flatMap((row) => decodeEntry(row.bytes as Buffer)?.header ?? []);
  const requestIds = open.map(({ requestId }) => requestId);
  const forsaken = await findForsaken(db, log, requestIds);
  return open.filter(({ requestId }) => forsaken.has(requestId));
}
