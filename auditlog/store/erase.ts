import type { Span } from '../spans.js';
import type { LogQuery } from './pool.js';

/** What erasing must know of an entry. */
export interface ErasableEntry {
  readonly index: number;
  readonly kind: string;
  readonly hasKey: boolean;
}

/** Entries of a log that stand within some spans, by index. */
export async function findErasable(
  db: LogQuery,
  log: string,
  spans: readonly Span[],
): Promise<readonly ErasableEntry[]> {
  const { rows } = await db.query({
    text: `select e.index::text as index, e.kind, k.index is not null as has_key
      from unnest($2::bigint[], $3::bigint[]) q(start, stop)
      join audit.entry e on e.log = $1 and e.index between q.start and q.stop
      left join audit.entry_key k on k.log = e.log and k.index = e.index order by e.index`,
    values: [log, ...bounds(spans)],
  });
  return rows.map((row) => ({ index: Number(row.index), kind: String(row.kind), hasKey: row.has_key === true }));
}

/** True where this login may destroy keys and tokens. */
export async function mayDestroyKeys(db: LogQuery): Promise<boolean> {
  const { rows } = await db.query({
    text: `select has_table_privilege('audit.entry_key', 'delete') and has_table_privilege('audit.entity_index', 'delete') as may`,
  });
  return rows[0]?.may === true;
}

/**
 * Destroys the keys and tokens of entries: one statement, hence all of them or none. The writer's role may not.
 *
 * @returns how many keys were destroyed
 */
export async function destroyKeys(db: LogQuery, log: string, spans: readonly Span[]): Promise<number> {
  const { rows } = await db.query({
    text: `with spans as (
        select * from unnest($2::bigint[], $3::bigint[]) q(start, stop)
      ), tokens as (
        delete from audit.entity_index t using spans q where t.log = $1 and t.index between q.start and q.stop
      ), keys as (
        delete from audit.entry_key k using spans q where k.log = $1 and k.index between q.start and q.stop
        returning k.index
      )
      select count(*)::int as destroyed from keys`,
    values: [log, ...bounds(spans)],
  });
  return Number(rows[0]?.destroyed);
}

function bounds(spans: readonly Span[]): [number[], number[]] {
  return [spans.map(({ from }) => from), spans.map(({ to }) => to)];
}
