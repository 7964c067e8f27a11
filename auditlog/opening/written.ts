import { isDeepStrictEqual } from 'node:util';
import type { Prepared } from '../entry/encode.js';
import type { BodyOpeners } from '../store/keyTree/entryKeys.js';
import { openStored } from '../store/keyTree/openStored.js';
import type { LogQuery } from '../store/pool.js';
import { entrySql, toStoredEntry } from '../store/rows.js';
import type { Receipt } from '../types.js';

/** What a log has under an entry's idempotency key: that entry, another one, or nothing. */
export type Written = { readonly is: 'SAME'; readonly receipt: Receipt } | { readonly is: 'OTHER' | 'NONE' };

/**
 * Looks for an entry whose writer may have ended before its receipt. Why the body is compared: a caller who can choose a request id
 * would look unlogged under another entry's receipt.
 *
 * @param openers open the bodies
 */
export async function findWritten(
  db: LogQuery,
  log: string,
  { header, subject, body }: Pick<Prepared, 'header' | 'subject' | 'body'>,
  openers: BodyOpeners,
): Promise<Written> {
  const { rows } = await db.query({
    text: `${entrySql} where e.log = $1 and e.request_id = $2 and e.kind = $3`,
    values: [log, header.requestId, header.kind],
  });
  const [found] = await openStored(openers, log, rows.map(toStoredEntry));
  if (!found) return { is: 'NONE' };
  const { decoded, opened, stored } = found;
  const placed = decoded && { ...header, log, at: decoded.header.at, asker: decoded.header.asker };
  const isSame =
    isDeepStrictEqual(stated(decoded?.header), stated(placed)) && isDeepStrictEqual(opened?.body, { ...body, subject });
  if (!isSame) return { is: 'OTHER' };
  return { is: 'SAME', receipt: { log, index: stored.index, leafHash: Buffer.from(stored.leafHash).toString('hex') } };
}

/** A header's members that are stated. */
function stated(header: object | null | undefined): unknown {
  return header && JSON.parse(JSON.stringify(header));
}
