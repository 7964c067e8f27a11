import type { LogQuery } from './pool.js';

/** An entry as an export reads it: no body, no key, no token. */
export interface LeafRow {
  readonly index: number;
  readonly bytes: Buffer;
  readonly header: Buffer | null;
  readonly leafHash: Buffer;
}

/**
 * The span of a log that contains all entries of a time: those before `start` were placed before `from`, those from `end` on at or
 * after `to`. Times are UTC ISO 8601; null is no bound, and gives a null `end`.
 */
export async function findSpan(
  db: LogQuery,
  at: { readonly log: string; readonly from: string | null; readonly to: string | null },
): Promise<{ readonly start: number; readonly end: number | null }> {
  const { rows } = await db.query({
    text: `select coalesce((select min(index) from audit.entry where log = $1 and at >= $2::timestamptz),
        (select max(index) + 1 from audit.entry where log = $1), 0)::text as start,
      (select coalesce(max(index) + 1, 0) from audit.entry where log = $1 and at < $3::timestamptz)::text as "end"`,
    values: [at.log, at.from, at.to],
  });
  const [row] = rows;
  return { start: at.from === null ? 0 : Number(row?.start), end: at.to === null ? null : Number(row?.end) };
}

/**
 * The signed heads around a span: the largest up to its start, and the smallest that covers its end (the newest if the span has no
 * end), a cosigned one if there is any. `signed` is the size of the newest signed head.
 */
export async function findBracket(
  db: LogQuery,
  at: { readonly log: string; readonly start: number; readonly end: number | null },
): Promise<{ readonly before: string | null; readonly behind: string | null; readonly signed: number }> {
  const { rows } = await db.query({
    text: `select
      (select note from audit.checkpoint c where log = $1 and c.size > 0 and c.size <= $2 order by c.size desc limit 1) as before,
      case when $3::bigint is null then coalesce(
        (select note from audit.cosigned c where log = $1 and c.size > $2 order by c.size desc limit 1),
        (select note from audit.checkpoint c where log = $1 order by c.size desc limit 1)
      ) else coalesce(
        (select note from audit.cosigned c where log = $1 and c.size >= $3 order by c.size limit 1),
        (select note from audit.checkpoint c where log = $1 and c.size >= $3 order by c.size limit 1)
      ) end as behind,
      (select coalesce(max(c.size), 0)::text from audit.checkpoint c where log = $1) as signed`,
    values: [at.log, at.start, at.end],
  });
  const [row] = rows;
  const noteOf = (note: unknown): string | null => (note ?? null) as string | null;
  return { before: noteOf(row?.before), behind: noteOf(row?.behind), signed: Number(row?.signed) };
}

/** Entries from `from` (inclusive) to `to` (exclusive), by index, a page at a time. */
export async function* readLeaves(
  db: LogQuery,
  at: { readonly log: string; readonly from: number; readonly to: number },
): AsyncGenerator<readonly LeafRow[]> {
  for (let from = at.from; from < at.to; ) {
    const { rows } = await db.query({
      name: 'portcullis_audit_leaves',
      // `e.index`: the text of the select list would sort 10 before 2.
      text: `select e.index::text as index, e.bytes, e.header, e.leaf_hash from audit.entry e
        where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index limit 1000`,
      values: [at.log, from, at.to],
    });
    if (rows.length === 0) return;
    yield rows.map(toLeafRow);
    from = Number(rows.at(-1)?.index) + 1;
  }
}

/** The newest entry of a kind whose request id has a prefix; null if there is none. */
export async function findNewestOf(
  db: LogQuery,
  at: { readonly log: string; readonly kind: string; readonly prefix: string },
): Promise<LeafRow | null> {
  const { rows } = await db.query({
    text: `select e.index::text as index, e.bytes, e.header, e.leaf_hash from audit.entry e
      where e.log = $1 and e.kind = $2 and starts_with(e.request_id, $3) order by e.index desc limit 1`,
    values: [at.log, at.kind, at.prefix],
  });
  return rows[0] ? toLeafRow(rows[0]) : null;
}

function toLeafRow(row: Readonly<Record<string, unknown>>): LeafRow {
  return {
    index: Number(row.index),
    bytes: row.bytes as Buffer,
    header: row.header as Buffer | null,
    leafHash: row.leaf_hash as Buffer,
  };
}
