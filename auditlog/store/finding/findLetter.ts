import type { Receipt } from '../../types.js';
import type { LogQuery } from '../pool.js';

/**
 * The newest entry in which a letter was stated to answer a person's request; null if there is none. One whose caller was refused
 * does not count: a REFUSED of the same request stands behind it. What its header says is to be read from the entry.
 *
 * @param sha256 of the letter, hex
 */
export async function findLetter(db: LogQuery, sha256: string): Promise<Receipt | null> {
  const { rows } = await db.query({
    text: `select e.log, e.index::text as index, e.leaf_hash from audit.entry e
      where e.kind = 'SUBJECT_ANSWERED' and position(convert_to($1, 'UTF8') in e.header) > 0
        and not exists (select from audit.entry r where r.log = e.log and r.request_id = e.request_id and r.kind = 'REFUSED')
      order by e.at desc, e.log, e.index desc limit 1`,
    values: [sha256],
  });
  const [row] = rows;
  if (!row) return null;
  const leafHash = Buffer.from(row.leaf_hash as Uint8Array).toString('hex');
  return { log: String(row.log), index: Number(row.index), leafHash };
}
