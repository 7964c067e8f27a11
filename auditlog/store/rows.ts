import type { DecodedEntry, StoredBytes } from '../entry/decode.js';
import type { LogQuery } from './pool.js';

/** An entry as stored, not checked. */
export interface StoredEntry extends StoredBytes {
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly sealed: Uint8Array;
  /** Tokens of the blind index, 32 hex digits each, concatenated: the driver parses a text array slowly. */
  readonly tokens: string;
  /** The derived columns, named and formatted like the header fields that they copy. */
  readonly columns: Readonly<Record<string, unknown>>;
}

const columnFields = ['log', 'kind', 'requestId', 'subject', 'agency', 'role', 'purpose', 'documentHash', 'code'];

/** Columns that are copies of header fields, for search: field name to SQL. */
const derived: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    columnFields.map((field) => [field, `e.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`]),
  ),
  // As text: a Date would drop microseconds that somebody may have changed.
  at: `to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
};

const derivedFields = Object.keys(derived);

/** Stands for a NULL among tokens: no writer stores one, and no body has this token. */
const noToken = 'f'.repeat(32);

/** Selects rows for `toStoredEntry`. */
export const entrySql = `select e.index::text as index, e.bytes, e.header, e.leaf_hash, e.sealed,
  replace(array_to_string(e.tokens, '', '${noToken}'), '-', '') as tokens,
  ${Object.entries(derived)
    .map(([field, sql]) => `${sql} as "column:${field}"`)
    .join(', ')}
  from audit.entry e`;

/** Entries to read: from `from` (inclusive) to `to` (exclusive). */
interface EntriesToRead {
  readonly log: string;
  readonly from: number;
  readonly to: number;
  readonly pageSize?: number;
}

/** Entries by index, read in pages: memory does not grow with the log. */
export async function* streamEntries(db: LogQuery, at: EntriesToRead): AsyncGenerator<StoredEntry> {
  for await (const page of streamPages(db, at)) yield* page;
}

/** The same, page by page. */
export async function* streamPages(db: LogQuery, at: EntriesToRead): AsyncGenerator<readonly StoredEntry[]> {
  const pageSize = at.pageSize ?? 1000;
  for (let from = at.from; from < at.to; ) {
    const { rows } = await db.query({
      name: 'portcullis_audit_stream',
      text: `${entrySql} where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index limit $4`,
      values: [at.log, from, at.to, pageSize],
    });
    if (rows.length === 0) return;
    yield rows.map(toStoredEntry);
    from = Number(rows.at(-1)?.index) + 1;
  }
}

/** The conditions of a search, all of which must hold. Times are UTC ISO 8601. */
export interface EntrySearch {
  readonly log: string;
  /** Only entries of these agencies; null for all, which only an operator may ask. */
  readonly agencies: readonly string[] | null;
  readonly subject?: string;
  readonly purpose?: string;
  readonly kind?: string;
  readonly code?: string;
  /** Inclusive. */
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
  /** Tokens of what is searched for, as `searchTokens` makes them. */
  readonly tokens?: Buffer;
  /** Only entries below this index: the last one of the previous page. */
  readonly before?: number;
  readonly limit: number;
}

/** Entries that a search finds, newest first. One statement. */
export async function searchEntries(db: LogQuery, search: EntrySearch): Promise<readonly StoredEntry[]> {
  const values: unknown[] = [search.log];
  const conditions = ['e.log = $1'];
  const where = (sql: (place: string) => string, value: unknown): void => {
    if (value === undefined || value === null) return;
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  where((place) => `coalesce(e.agency, '') = any(${place}::text[])`, search.agencies);
  where((place) => `e.subject = ${place}`, search.subject);
  where((place) => `e.purpose = ${place}`, search.purpose);
  where((place) => `e.kind = ${place}`, search.kind);
  where((place) => `e.code = ${place}`, search.code);
  where((place) => `e.at >= ${place}::timestamptz`, search.from);
  where((place) => `e.at < ${place}::timestamptz`, search.to);
  where((place) => `e.index < ${place}`, search.before);
  where((place) => `(e.log, e.index) in (select log, index from audit.entries_with(${place}))`, search.tokens);
  values.push(search.limit);
  const { rows } = await db.query({
    text: `${entrySql} where ${conditions.join(' and ')} order by e.index desc limit $${values.length}`,
    values,
  });
  return rows.map(toStoredEntry);
}

/** When the newest entry of a log was placed, ms since 1970; null where there is none. */
export async function readNewestAt(db: LogQuery, log: string): Promise<number | null> {
  const { rows } = await db.query({
    text: `select (extract(epoch from at) * 1000)::float8 as ms from audit.entry
      where log = $1 order by index desc limit 1`,
    values: [log],
  });
  return (rows[0]?.ms as number | null | undefined) ?? null;
}

/** Ids of all logs that have entries, a lease or a checkpoint. */
export async function listLogs(db: LogQuery): Promise<readonly string[]> {
  // Steps from log to log: `distinct` would read all entries.
  const { rows } = await db.query({
    text: `with recursive logs(log) as (select min(log) from audit.entry
        union all select (select min(e.log) from audit.entry e where e.log > logs.log) from logs where log is not null)
      select log from logs where log is not null
      union select log from audit.lease union select log from audit.checkpoint order by log`,
  });
  return rows.map((row) => String(row.log));
}

/** Columns that differ from the stored bytes, by names of header fields. */
export function findFalseColumns(
  { columns: stated }: Pick<DecodedEntry, 'columns'>,
  columns: Readonly<Record<string, unknown>>,
): readonly string[] {
  return derivedFields.filter((field) => {
    const expected = field === 'at' ? String(stated.at).replace('Z', '000Z') : (stated[field] ?? null);
    return columns[field] !== expected;
  });
}

/** An entry from a row of `entrySql`. */
export function toStoredEntry(row: Readonly<Record<string, unknown>>): StoredEntry {
  return {
    index: Number(row.index),
    bytes: row.bytes as Buffer,
    header: row.header as Buffer | null,
    leafHash: row.leaf_hash as Buffer,
    sealed: row.sealed as Buffer,
    tokens: (row.tokens ?? '') as string,
    columns: Object.fromEntries(derivedFields.map((field) => [field, row[`column:${field}`]])),
  };
}
