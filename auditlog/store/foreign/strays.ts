import type { LogQuery } from '../pool.js';
import { storedLevels } from '../tree.js';

/** Ids of the logs that rows beside entries, leases and checkpoints are of: somebody who adds rows may make up a log for them. */
export async function listTracedLogs(db: LogQuery): Promise<readonly string[]> {
  // Why from log to log: what is distinct PostgreSQL finds by reading all rows.
  const { rows } = await db.query({
    text: `with recursive tokens(log) as (select min(log) from audit.entity_index
        union all select (select min(t.log) from audit.entity_index t where t.log > tokens.log) from tokens where log is not null
      )
      select log from tokens where log is not null union select log from audit.node union select log from audit.cosigned`,
  });
  return rows.map((row) => String(row.log));
}

/** Stored subtrees of a log, as `level/index`, that stand over no entries, at one moment; a hundred at most. */
export async function findStrayNodes(db: LogQuery, log: string): Promise<readonly string[]> {
  const { rows } = await db.query({
    text: `select n.level, n.index::text as index from audit.node n where n.log = $1 and (n.level <> all($2::int[])
        or n.index < 0 or (n.index::numeric + 1) * (2::numeric ^ n.level::int) >
          (select coalesce(max(e.index) + 1, 0) from audit.entry e where e.log = $1))
      order by n.level, n.index limit 100`,
    values: [log, storedLevels],
  });
  return rows.map((row) => `${row.level}/${row.index}`);
}

/** Places behind the last entry of a log, or before the first, at which tokens stand; a hundred at most. */
export async function findStrayTokens(db: LogQuery, log: string): Promise<readonly number[]> {
  const { rows } = await db.query({
    text: `select t.index::text as index from audit.entity_index t where t.log = $1 and (t.index < 0
        or t.index > (select coalesce(max(e.index), -1) from audit.entry e where e.log = $1))
      order by t.index limit 100`,
    values: [log],
  });
  return rows.map((row) => Number(row.index));
}

/** Kinds of heads of a log that are said to be of fewer entries than none, or to have been stored at no instant. */
export async function findStrayHeads(db: LogQuery, log: string): Promise<readonly string[]> {
  const { rows } = await db.query({
    text: `select 'checkpoint' as kind, size::text as size from audit.checkpoint where log = $1 and (size < 0 or not isfinite(at))
      union all select 'cosigned head', size::text from audit.cosigned where log = $1 and (size < 0 or not isfinite(at))
      union all select 'lease', size::text from audit.lease where log = $1 and (size < 0 or not isfinite(at))
      order by 1, 2 limit 100`,
    values: [log],
  });
  return rows.map(({ kind, size }) => `${kind} of ${size} entries`);
}

/** Entries of a log that stand in no place: before the first, or under a request id and kind that stood before. */
export async function findMisplaced(
  db: LogQuery,
  log: string,
): Promise<readonly { readonly index: number; readonly first: number }[]> {
  // Why the constraint is asked for first: where it stands, there is nothing to sort a whole log for.
  const { rows } = await db.query({
    text: `select d.index::text as index, d.first::text as first from (
        select index, min(index) over (partition by request_id, kind) as first from audit.entry where log = $1
      ) d where d.index > d.first and not exists (
        select from pg_constraint c where c.conrelid = 'audit.entry'::regclass and c.contype = 'u'
          and c.conname = 'entry_log_request_id_kind_key')
      union all
      select index::text, '0' from audit.entry where log = $1 and index < 0
      limit 1000`,
    values: [log],
  });
  return rows.map((row) => ({ index: Number(row.index), first: Number(row.first) }));
}
