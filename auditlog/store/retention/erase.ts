import { decodeEntry } from '../../entry/decode.js';
import type { Span } from '../../spans.js';
import type { LockedEntry } from '../keyTree/entryKeys.js';
import type { LogQuery } from '../pool.js';
import { destroyPostingsSql } from '../postings/destroy.js';

/** What erasing needs of an entry. */
export interface ErasableEntry extends LockedEntry {
  readonly kind: string;
}

/** Selects rows for `toErasable`. */
export const erasableSql = `select e.index::text as index, e.kind, e.bytes, e.header from audit.entry e`;

/** Entries of a log within some spans, by index. */
export async function findErasable(
  db: LogQuery,
  log: string,
  spans: readonly Span[],
): Promise<readonly ErasableEntry[]> {
  const { rows } = await db.query({
    text: `${erasableSql} join unnest($2::bigint[], $3::bigint[]) q(start, stop) on e.index between q.start and q.stop
      where e.log = $1 order by e.index`,
    values: [log, ...boundsOf(spans)],
  });
  return rows.map((row) => toErasable(row));
}

/** An entry from a row of `erasableSql`. */
export function toErasable(
  row: Readonly<Record<string, unknown>>,
  decoded = decodeEntry({ bytes: row.bytes as Buffer, header: row.header as Buffer | null }),
): ErasableEntry {
  const header = decoded?.header ?? null;
  // From the bytes: a changed column must not get an entry of class HOUSE erased.
  return { index: Number(row.index), header, kind: header?.kind ?? String(row.kind) };
}

/** True if this login may destroy tokens. */
export async function mayDestroyTokens(db: LogQuery): Promise<boolean> {
  const { rows } = await db.query({
    text: `select has_column_privilege('audit.entry', 'tokens', 'update')
      and has_table_privilege('audit.posting', 'delete') and has_table_privilege('audit.posting', 'update') as may`,
  });
  return rows[0]?.may === true;
}

/** Destroys the tokens of entries and their postings, all or none, which the writer's role may not. */
export async function destroyTokens(db: LogQuery, log: string, spans: readonly Span[]): Promise<void> {
  await db.query({
    text: `with ${destroyPostingsSql}
      update audit.entry e set tokens = null from unnest($2::bigint[], $3::bigint[]) q(start, stop)
      where e.log = $1 and e.index between q.start and q.stop and e.tokens is not null`,
    values: [log, ...boundsOf(spans)],
  });
}

/** First and last entries, as two columns. */
export function boundsOf(spans: readonly Span[]): [number[], number[]] {
  return [spans.map(({ from }) => from), spans.map(({ to }) => to)];
}
