import type { Span } from '../spans.js';
import type { LogQuery } from './pool.js';
import { entrySql, type StoredEntry, toStoredEntry } from './rows.js';
import { storedLevels } from './tree.js';

/** Stored subtrees of a log over the entries from `from` (inclusive) to `to` (exclusive) and above, by `level/index`. */
export async function readNodes(
  db: LogQuery,
  at: { readonly log: string; readonly from: number; readonly to: number },
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { log, from, to } = at;
  const { rows } = await db.query({
    name: 'portcullis_audit_page_nodes',
    text: `select n.level, n.index::text as index, n.hash
      from unnest($2::int[], $3::bigint[], $4::bigint[]) q(level, start, stop)
      join audit.node n on n.log = $1 and n.level = q.level and n.index >= q.start and n.index < q.stop`,
    values: [
      log,
      storedLevels,
      storedLevels.map((level) => Math.floor(from / 2 ** level)),
      storedLevels.map((level) => Math.floor(to / 2 ** level)),
    ],
  });
  return new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash as Buffer]));
}

/** The first entry of a log at or after an index; null if there is none. */
export async function findNextEntry(db: LogQuery, log: string, from: number): Promise<number | null> {
  const { rows } = await db.query({
    text: 'select min(index)::text as index from audit.entry where log = $1 and index >= $2',
    values: [log, from],
  });
  const index = rows[0]?.index;
  return typeof index === 'string' ? Number(index) : null;
}

/** Those of some entries of a log that have tokens. */
export async function findTokened(db: LogQuery, log: string, indices: readonly number[]): Promise<ReadonlySet<number>> {
  if (indices.length === 0) return new Set();
  const { rows } = await db.query({
    text: 'select index::text as index from audit.entry where log = $1 and index = any($2::bigint[]) and tokens is not null',
    values: [log, indices],
  });
  return new Set(rows.map(({ index }) => Number(index)));
}

/** Signed heads of a log from a size on, smallest first. */
export async function readCheckpoints(
  db: LogQuery,
  log: string,
  from: number,
): Promise<readonly { readonly size: number; readonly note: string; readonly at: string }[]> {
  const { rows } = await db.query({
    text: `select size::text as size, note, case when isfinite(at) then at end as at from audit.checkpoint
      where log = $1 and size >= $2 order by checkpoint.size`,
    values: [log, from],
  });
  return rows.map((row) => ({
    size: Number(row.size),
    note: String(row.note),
    at: instantOf(row.at),
  }));
}

/** The largest size that a writer found when it opened a log; null if nobody opened it. */
export async function findLargestLease(
  db: LogQuery,
  log: string,
): Promise<{ readonly size: number; readonly at: string } | null> {
  const { rows } = await db.query({
    text: `select size::text as size, case when isfinite(at) then at end as at from audit.lease
      where log = $1 order by lease.size desc, lease.at limit 1`,
    values: [log],
  });
  const [row] = rows;
  return row ? { size: Number(row.size), at: instantOf(row.at) } : null;
}

/** UTC ISO 8601; 1970 for an infinite time, which `findOrphanRows` reports. */
function instantOf(at: unknown): string {
  return at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : new Date(0).toISOString();
}

/** Kinds of entries that say what happens to other entries. */
export type ActKind = 'ERASE' | 'HOLD' | 'RELEASE' | 'EXPIRE';

/** Entries of such a kind, in all logs, whose request ids have a prefix. */
export async function readActs(
  db: LogQuery,
  kind: ActKind,
  prefix: string,
): Promise<readonly { readonly log: string; readonly entry: StoredEntry }[]> {
  const { rows } = await db.query({
    text: `${entrySql} where e.kind = '${kind}' and starts_with(e.request_id, $1) order by e.log, e.index`,
    values: [prefix],
  });
  return rows.map((row) => ({ log: String(row['column:log']), entry: toStoredEntry(row) }));
}

/** Logs that hold such entries. */
export async function listActingLogs(db: LogQuery): Promise<ReadonlySet<string>> {
  const { rows } = await db.query({
    text: `select distinct log from audit.entry where kind in ('ERASE', 'HOLD', 'RELEASE', 'EXPIRE')`,
  });
  return new Set(rows.map((row) => String(row.log)));
}

/**
 * Entries from `from` (inclusive) to `to` (exclusive) whose rows were written later than rows that follow them: later entries,
 * checkpoints and leases over them. Since only expiry and erasing rewrite entries, the others were changed. At most a hundred runs.
 *
 * Only a trace: a forger may rewrite all rows at once, and a restored backup has no traces. It says where to look, never that
 * something is wrong.
 */
export async function findRewritten(db: LogQuery, log: string, from: number, to: number): Promise<readonly Span[]> {
  const { rows } = await db.query({
    text: `with stored as (
        select index::numeric as place, age(xmin) as age from audit.entry where log = $1 and index >= $2
          and kind <> 'EXPIRED'
        union all select size - 0.5, age(xmin) from audit.checkpoint where log = $1 and size > $2
        union all select size - 0.5, age(xmin) from audit.lease where log = $1 and size > $2
      ), compared as (
        select place, age, max(age) over (order by place desc rows between unbounded preceding and 1 preceding) as behind
        from stored
      ), rewritten as (
        select place, place - row_number() over (order by place) as run
        from compared where age < behind and place < $3 and place = floor(place)
      )
      select min(place)::text as start, max(place)::text as stop from rewritten group by run order by min(place) limit 100`,
    values: [log, from, to],
  });
  return rows.map((row) => ({ from: Number(row.start), to: Number(row.stop) }));
}
