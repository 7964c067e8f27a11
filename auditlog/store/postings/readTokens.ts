import { tokensIn } from '../comparing.js';
import type { LogQuery } from '../pool.js';

/** An entry's tokens. */
export interface TokenedEntry {
  readonly index: number;
  /** As `PostingRun` counts it. */
  readonly month: number;
  /** 16 bytes each; none if it was erased or has expired. */
  readonly tokens: Buffer;
}

/** Entries of a page. */
const pageSize = 1000;

/** The tokens of the entries of a log from `from` (inclusive) to `to` (exclusive), by index, in pages. */
export async function* readTokens(
  db: LogQuery,
  at: { readonly log: string; readonly from: number; readonly to: number },
): AsyncGenerator<readonly TokenedEntry[]> {
  const { log, to } = at;
  for (let from = at.from; from < to; from += pageSize) {
    const { rows } = await db.query({
      name: 'portcullis_audit_tokens',
      text: `select e.index::text as index, ${monthSql('e.at')} as month,
          encode(array_send(e.tokens), 'base64') as tokens
        from audit.entry e
        where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index`,
      values: [log, from, Math.min(to, from + pageSize)],
    });
    yield rows.map((row) => ({
      index: Number(row.index),
      month: Number(row.month),
      tokens: tokensIn({ tokens: row.tokens as string | null }),
    }));
  }
}

/** The month of an instant, as `PostingRun` counts it. */
export function monthSql(at: string): string {
  return `(extract(year from ${at} at time zone 'UTC') * 12 + extract(month from ${at} at time zone 'UTC') - 1)::int`;
}

/** About how many tokens the entries of a log have that no run covers, of those before `size`. */
export async function countTail(db: LogQuery, log: string, size: number): Promise<number> {
  const { rows } = await db.query({
    // By the size as it is stored: that of a long list is not read.
    text: `select coalesce(sum(pg_column_size(tokens)) / 16, 0)::int as count from audit.entry
      where log = $1 and index < $2
        and index >= (select coalesce(max(first + count), 0) from audit.posting_run where log = $1)`,
    values: [log, size],
  });
  return Number(rows[0]?.count);
}

/** How many entries from `first` (inclusive) to `next` (exclusive) have tokens. */
export async function countTokened(
  db: LogQuery,
  log: string,
  { first, next }: { readonly first: number; readonly next: number },
): Promise<number> {
  const { rows } = await db.query({
    text: 'select count(*)::int as count from audit.entry where log = $1 and index >= $2 and index < $3 and tokens is not null',
    values: [log, first, next],
  });
  return Number(rows[0]?.count);
}
