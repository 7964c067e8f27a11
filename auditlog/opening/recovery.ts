import { decodeEntry, openBody } from '../entry/decode.js';
import { findForsaken } from '../store/intent.js';
import type { LogQuery } from '../store/pool.js';
import { entrySql, toStoredEntry } from '../store/rows.js';
import type { StatedHeader } from '../types.js';

/**
 * The openings of operations whose end was never written and that nobody is at any more: what a crash left. Their ends are
 * closed as UNKNOWN.
 *
 * @param seal keys that open bodies: who asked stands in them
 */
export async function findOpenIntents(
  db: LogQuery,
  log: string,
  seal: readonly Uint8Array[],
): Promise<readonly StatedHeader[]> {
  const { rows } = await db.query({
    text: `${entrySql} where e.log = $1 and e.kind = 'INTENT' and not exists (
      select 1 from audit.entry o where o.log = e.log and o.request_id = e.request_id
        and o.kind in ('OUTCOME', 'REFUSED', 'UNKNOWN')) order by e.index`,
    values: [log],
  });
  const open = rows.map(toStoredEntry).flatMap((entry) => {
    const decoded = decodeEntry(entry);
    if (!decoded) return [];
    const subject = openBody({ decoded, ...entry }, seal)?.body.subject ?? null;
    return [{ ...decoded.header, at: decoded.header.askedAt, subject }];
  });
  const requestIds = open.map(({ requestId }) => requestId);
  const forsaken = await findForsaken(db, log, requestIds);
  return open.filter(({ requestId }) => forsaken.has(requestId));
}
