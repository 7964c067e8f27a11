import { findForsaken } from '../store/intent.js';
import type { BodyOpeners } from '../store/keyTree/entryKeys.js';
import { openStored } from '../store/keyTree/openStored.js';
import type { LogQuery } from '../store/pool.js';
import { entrySql, toStoredEntry } from '../store/rows.js';
import type { StatedHeader } from '../types.js';

/**
 * Headers of the intents whose outcome was never written and that nobody works on any more: what a crash left. They are closed
 * as UNKNOWN.
 *
 * @param openers open the bodies, which say who asked
 */
export async function findOpenIntents(
  db: LogQuery,
  log: string,
  openers: BodyOpeners,
): Promise<readonly StatedHeader[]> {
  const { rows } = await db.query({
    text: `${entrySql} where e.log = $1 and e.kind = 'INTENT' and not exists (
      select 1 from audit.entry o where o.log = e.log and o.request_id = e.request_id
        and o.kind in ('OUTCOME', 'ABORTED', 'REFUSED', 'UNKNOWN')) order by e.index`,
    values: [log],
  });
  const entries = await openStored(openers, log, rows.map(toStoredEntry));
  const open = entries.flatMap(({ decoded, opened }) =>
    decoded ? [{ ...decoded.header, at: decoded.header.askedAt, subject: opened?.body.subject ?? null }] : [],
  );
  const requestIds = open.map(({ requestId }) => requestId);
  const forsaken = await findForsaken(db, log, requestIds);
  return open.filter(({ requestId }) => forsaken.has(requestId));
}
