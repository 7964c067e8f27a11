import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import type { SealedRow } from '../bodies.js';

/**
 * Why no row wall: what of an entry is told is decided by its agency before anything of it is. Why not those that were refused: their
 * caller was told nothing, and a REFUSED of the same request stands behind them. Why by bytes: a header has its request in clear,
 * behind its salt, in 36; one without is damaged, and found, so that it is said. A pattern took ten times as long. Why no joins: each act
 * is looked at once, whatever the planner thinks of how many there are.
 */
const acts = compileStatement(sql<SealedRow>`
  select e.log || '/' || e.index as id, e.log, e.index, e.bytes, e.header, case when e.kind = 'SUBJECT_ANSWERED' then e.sealed end as sealed
  from (
    select log, index, dense_rank() over (order by agency, request) as place from (
      select log, index, agency, request, bool_or(kind = 'SUBJECT_ASKED') over same as asked,
        bool_or(kind = 'SUBJECT_ANSWERED') over same as answered
      from (
        select e.log, e.index, e.agency, e.kind,
          coalesce(substr(e.header, nullif(position('"subjectRequest":"'::bytea in e.header), 0) + 18, 36), '') as request
        from audit.entry e
        where e.kind in ('SUBJECT_ASKED', 'SUBJECT_ANSWERED') and e.agency = any(cast(${slot('agencies')} as text[]))
          and e.header is not null
          and (select true from audit.entry r where r.log = e.log and r.request_id = e.request_id and r.kind = 'REFUSED') is null
      ) act where request = coalesce(convert_to(cast(${slot('request')} as text), 'UTF8'), request)
      window same as (partition by agency, request)
    ) paired where request = '' or asked and coalesce(cast(${slot('open')} as boolean) <> answered, true)
  ) listed join audit.entry e using (log, index) where place <= cast(${slot('limit')} as integer)
  order by e.at desc, e.log collate "C" desc, e.index desc`);

/** Which requests are looked for. */
export interface WantedRequests {
  /** Whose officers were asked. */
  readonly agencies: readonly string[];
  /** This one alone; null: all. */
  readonly request: string | null;
  /** Those without an answer, or with one; null: both. */
  readonly open: boolean | null;
  /** How many at most, in no order. */
  readonly limit: number;
}

/** All entries in which such requests were asked and answered, however old; newest first. One statement. */
export async function findActs(
  session: Pick<SourceSession, 'db'>,
  wanted: WantedRequests,
): Promise<readonly SealedRow[]> {
  const rows = await session.db.rows(acts, { values: { ...wanted } });
  return rows.map(({ sealed, ...row }) => (sealed ? { ...row, sealed } : row));
}
