import type { LogQuery } from '../pool.js';
import { storedLevels } from '../tree.js';

/** Ids of the logs in tables other than those of entries, leases and checkpoints: added rows may be of an invented log. */
export async function listTracedLogs(db: LogQuery): Promise<readonly string[]> {
  const { rows } = await db.query({
    text: `select log from audit.posting_run union select log from audit.node union select log from audit.cosigned`,
  });
  return rows.map((row) => String(row.log));
}

/** A row that belongs to nothing of a log. */
export interface Stray {
  /** Index of the entry that it would belong to; null if it would belong to none. */
  readonly index: number | null;
  /** A sentence without a full stop. */
  readonly what: string;
}

/**
 * Rows of a log that belong to none of its entries: entries before the first, subtrees over none, heads and
 * leases of a negative size or infinite time. One statement; a hundred of each at most.
 */
export async function findOrphanRows(db: LogQuery, log: string): Promise<readonly Stray[]> {
  const head = (table: string, kind: string): string => `(select null as index,
      'no writer stored a ${kind} of ' || size || ' entries as it stands there' from audit.${table}
      where log = $1 and (size < 0 or not isfinite(at)) order by size limit 100)`;
  const { rows } = await db.query({
    text: `with entries as (select coalesce(max(index) + 1, 0) as size from audit.entry where log = $1)
      (select index::text as index, 'it stands before the first entry' as what
        from audit.entry where log = $1 and index < 0 order by entry.index limit 100)
      union all (select null, 'a stored subtree ' || n.level || '/' || n.index || ' belongs to nothing' from audit.node n, entries
        where n.log = $1 and (n.level <> all($2::int[]) or n.index < 0 or (n.index::numeric + 1) * (2::numeric ^ n.level::int) > size)
        order by n.level, n.index limit 100)
      union all ${head('checkpoint', 'checkpoint')} union all ${head('cosigned', 'cosigned head')}
      union all ${head('lease', 'lease')}`,
    values: [log, storedLevels],
  });
  return rows.map(({ index, what }) => ({ index: index === null ? null : Number(index), what: String(what) }));
}
