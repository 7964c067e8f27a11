import { decodeEntry } from '../../entry/decode.js';
import type { Span } from '../../spans.js';
import type { EntryHeader, EntryKind } from '../../types.js';
import type { LogQuery } from '../pool.js';
import { destroyPostingsSql } from '../postings/destroy.js';
import { boundsOf, type ErasableEntry, erasableSql, toErasable } from './erase.js';

/** An entry that may expire. */
export interface ExpirableEntry extends ErasableEntry {
  /** Null if the stored bytes are no entry. */
  readonly header: EntryHeader | null;
}

const pageSize = 2000;

/** Entries of these kinds that were placed before a UTC day and have not fully expired, by index, in pages. */
export async function* findExpirable(
  db: LogQuery,
  at: { readonly log: string; readonly kinds: readonly EntryKind[]; readonly before: string },
): AsyncGenerator<readonly ExpirableEntry[]> {
  for (let from = 0; ; ) {
    const { rows } = await db.query({
      text: `${erasableSql} where e.log = $1 and e.index >= $2 and e.kind = any($3) and e.at < $4::date::timestamp at time zone 'UTC'
        order by e.index limit ${pageSize}`,
      values: [at.log, from, at.kinds, at.before],
    });
    yield rows.map((row) => {
      const decoded = decodeEntry({ bytes: row.bytes as Buffer, header: row.header as Buffer | null });
      return { ...toErasable(row, decoded), header: decoded?.header ?? null };
    });
    if (rows.length < pageSize) return;
    from = Number(rows.at(-1)?.index) + 1;
  }
}

/** Entries that are the outcome of an INTENT within these spans. */
export async function findEnds(db: LogQuery, log: string, spans: readonly Span[]): Promise<readonly Span[]> {
  const { rows } = await db.query({
    text: `select o.index::text as index from unnest($2::bigint[], $3::bigint[]) q(start, stop)
      join audit.entry e on e.log = $1 and e.index between q.start and q.stop and e.kind = 'INTENT'
      join audit.entry o on o.log = e.log and o.request_id = e.request_id and o.index > e.index`,
    values: [log, ...boundsOf(spans)],
  });
  return rows.map(({ index }) => ({ from: Number(index), to: Number(index) }));
}

/**
 * Removes all but the leaves from entries, all or none: header, columns, sealed text, tokens, postings. Of the time the day stays, which
 * exports need.
 */
export async function stripEntries(db: LogQuery, log: string, spans: readonly Span[]): Promise<void> {
  await db.query({
    text: `with spans as (
        select * from unnest($2::bigint[], $3::bigint[]) q(start, stop)
      ), ${destroyPostingsSql}
      update audit.entry e set header = null, sealed = '', tokens = null, kind = 'EXPIRED', request_id = 'expired/' || e.index, code = '',
        at = date_trunc('day', e.at at time zone 'UTC') at time zone 'UTC', subject = null, agency = null, role = null,
        purpose = null, document_hash = null
      from spans q where e.log = $1 and e.index between q.start and q.stop`,
    values: [log, ...boundsOf(spans)],
  });
}

/** True if this login may do that. */
export async function mayStripEntries(db: LogQuery): Promise<boolean> {
  const { rows } = await db.query({ text: `select has_table_privilege('audit.entry', 'update') as may` });
  return rows[0]?.may === true;
}

/** Vacuums: dead rows would still contain what expired. */
export async function vacuumEntries(db: LogQuery): Promise<void> {
  for (const table of ['entry', 'posting']) await db.query({ text: `vacuum audit.${table}` });
}

/** What the columns of an expired entry must hold. */
export function columnsOfExpired(log: string, index: number, at: unknown): Readonly<Record<string, unknown>> {
  const day = /^\d{4}-\d{2}-\d{2}T00:00:00\.000000Z$/.test(String(at)) ? `${String(at).slice(0, 23)}Z` : null;
  return { log, kind: 'EXPIRED', requestId: `expired/${index}`, code: '', at: day };
}

/** The earlier of this machine's clock and the database's: neither alone may decide what is destroyed. */
export async function earliestNow(db: LogQuery, now: number): Promise<string> {
  const { rows } = await db.query({ text: 'select now() as now' });
  const [row = {}] = rows;
  return new Date(Math.min(now, (row.now as Date).getTime())).toISOString();
}
