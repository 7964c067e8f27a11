import type { LogQuery } from './pool.js';
import { entrySql, type StoredEntry, toStoredEntry } from './rows.js';

/** An entry, and its log. */
export interface NamingEntry {
  readonly log: string;
  readonly entry: StoredEntry;
}

const pageSize = 500;

/** The last entry of a register that names logs; null if none does. */
export async function findLastNaming(db: LogQuery, register: string): Promise<StoredEntry | null> {
  const { rows } = await db.query({
    text: `${entrySql} where e.log = $1 and e.kind = 'REGISTER' order by e.index desc limit 1`,
    values: [register],
  });
  return rows[0] ? toStoredEntry(rows[0]) : null;
}

/**
 * Entries that may name logs, by log and index: those of registers, and the first ones of writers. Read in pages.
 *
 * @param from first entry to read, by log; 0 for other logs
 */
export async function* streamNaming(
  db: LogQuery,
  from: ReadonlyMap<string, number> = new Map(),
): AsyncGenerator<NamingEntry> {
  let last: readonly [log: string, index: number] = ['', -1];
  for (;;) {
    const { rows } = await db.query({
      text: `${entrySql} where e.kind in ('REGISTER', 'OPENED') and (e.log, e.index) > ($1, $2) and e.index >= coalesce(
          (select f.index from unnest($3::text[], $4::bigint[]) f(log, index) where f.log = e.log), 0)
        order by e.log, e.index limit ${pageSize}`,
      values: [...last, [...from.keys()], [...from.values()]],
    });
    for (const row of rows) yield { log: String(row['column:log']), entry: toStoredEntry(row) };
    const end = rows.at(-1);
    if (!end || rows.length < pageSize) return;
    last = [String(end['column:log']), Number(end.index)];
  }
}

/** True if a register has entries, from an index on, that state more than other registers. */
export async function hasNews(db: LogQuery, register: string, from: number, seen: string): Promise<boolean> {
  const { rows } = await db.query({
    text: `select exists (select 1 from audit.entry where log = $1 and index >= $2
      and not (kind = 'REGISTER' and starts_with(request_id, $3))) as news`,
    values: [register, from, seen],
  });
  return rows[0]?.news === true;
}
