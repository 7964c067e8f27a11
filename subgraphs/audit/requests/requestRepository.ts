import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import type { SealedRow } from '../bodies.js';

/** The newest entries that are read: an agency has some a day. */
const mostActs = 50_000;

/**
 * Why no row wall: what of an entry is told is decided by its agency before anything of it is. Why not those that were refused: their
 * caller was told nothing, and a REFUSED of the same request stands behind them.
 */
const acts = compileStatement(sql<SealedRow>`
  select e.log || '/' || e.index as id, e.log, e.index, e.bytes, e.header,
    case when e.kind = 'SUBJECT_ANSWERED' then e.sealed end as sealed
  from audit.entry e
  where e.kind in ('SUBJECT_ASKED', 'SUBJECT_ANSWERED') and e.agency = any(cast(${slot('agencies')} as text[]))
    and (cast(${slot('request')} as text) is null
      or position(convert_to(cast(${slot('request')} as text), 'UTF8') in e.header) > 0)
    and not exists (select from audit.entry r where r.log = e.log and r.request_id = e.request_id and r.kind = 'REFUSED')
  order by e.at desc, e.log collate "C" desc, e.index desc limit ${sql.raw(String(mostActs))}`);

/**
 * Entries in which these agencies asked what is held of a person, or answered; newest first. One statement.
 *
 * @param request only those that may be of this request; null: of all
 */
export async function findActs(
  session: Pick<SourceSession, 'db'>,
  agencies: readonly string[],
  request: string | null,
): Promise<readonly SealedRow[]> {
  const rows = await session.db.rows(acts, { values: { agencies, request } });
  return rows.map(({ sealed, ...row }) => (sealed ? { ...row, sealed } : row));
}
