import { hash } from 'node:crypto';
import { type ComparedHeader, readUsualHeader } from '../entry/usualHeader.js';
import { isConnectionError, type LogQuery } from './pool.js';
import { entrySql, type StoredEntry, toStoredEntry } from './rows.js';

/**
 * An entry whose parts fit each other. Leaf and header are hashed here, since a lying database could have another header believed.
 * The database itself hashes the sealed body, which its key opens or does not. The header is parsed here: in PostgreSQL that takes
 * six times as long.
 */
export interface FittingEntry {
  readonly index: number;
  readonly bytes: Buffer;
  readonly kind: string;
  readonly agency: string | null;
  /** UTC ISO 8601 with milliseconds. */
  readonly at: string;
  /** Retention class, as the header states it. */
  readonly retention: string;
  /** What is needed to open the body, besides its key; null if it is not to be opened. */
  readonly closed: ClosedBody | null;
}

/** What is needed to open a body, in base64 as the database sends it: it is decoded where it is opened, maybe in another thread. */
export interface ClosedBody {
  readonly sealed: string;
  /** An array in PostgreSQL's binary format; null if the entry has no tokens. */
  readonly tokens: string | null;
}

/** An entry whose parts fit, or else a whole one. */
export type ComparedEntry = FittingEntry | StoredEntry;

/** True for an entry whose parts fit. */
export function isFitting(entry: ComparedEntry): entry is FittingEntry {
  return 'retention' in entry;
}

/** A leaf's commitment to the sealed body, after a log id of `n` bytes. */
const bodyAt = 'substr(e.bytes, 43 + l.n, 32)';

/** Columns that repeat members of the header. */
const columns = ['kind', 'request_id', 'subject', 'agency', 'role', 'purpose', 'document_hash', 'code'];

/**
 * The header's text of an entry that is in its place, and whose leaf commits to the sealed body beside it; null for any other row.
 */
const header = `case
  when octet_length(e.bytes) < 140 or get_byte(e.bytes, 0) <> 2 or octet_length(e.bytes) <> 138 + l.n then null
  when pg_catalog.sha256('\\x00'::bytea || e.bytes) <> e.leaf_hash or pg_catalog.sha256(e.sealed) <> ${bodyAt} or substr(e.bytes, 3, l.n) <> convert_to(e.log, 'UTF8')
    or substr(e.bytes, 3 + l.n, 8) <> pg_catalog.int8send(e.index) then null
  else convert_from(substr(e.header, 17), 'UTF8') end`;

const closedColumns = `, encode(e.sealed, 'base64') as sealed, encode(array_send(e.tokens), 'base64') as tokens`;

// `at` as JSON: a Date would drop microseconds that somebody may have changed, and other texts depend on settings.
const fittingSql = (isOpened: boolean): string => `
  select e.index::text as index, e.bytes, ${columns.map((column) => `e.${column}`).join(', ')},
    to_json(e.at at time zone 'UTC')::text as at,
    substr(e.header, 1, 16) as salt, ${header} as header${isOpened ? closedColumns : ''}
  from audit.entry e
    cross join lateral (select get_byte(e.bytes || '\\x0000'::bytea, 1) as n) l
  where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index`;

const statements = new Map([true, false].map((isOpened) => [isOpened, fittingSql(isOpened)]));

/**
 * Entries of a log from `from` (inclusive) to `to` (exclusive), by index: the necessary parts of those that fit, all parts of others.
 * One statement, and a second one if some do not fit.
 *
 * @param at.isOpened true to read sealed bodies too
 */
export async function readCompared(
  db: LogQuery,
  at: {
    readonly log: string;
    readonly from: number;
    readonly to: number;
    readonly isOpened: boolean;
  },
): Promise<readonly ComparedEntry[]> {
  const { log, from, to, isOpened } = at;
  const values = [log, from, to];
  let rows: Record<string, unknown>[];
  try {
    const name = `portcullis_audit_compared_${isOpened ? 'closed' : 'open'}`;
    ({ rows } = await db.query({ name, text: statements.get(isOpened) ?? '', values }));
  } catch (error) {
    if (isConnectionError(error)) throw error;
    // A forged header that is no UTF-8, though its leaf commits to it, must not end the verification: read all entries whole.
    const text = `${entrySql} where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index`;
    return (await db.query({ text, values })).rows.map(toStoredEntry);
  }
  const entries = rows.map(toFitting);
  const others = rows.filter((_, place) => entries[place] === null).map(({ index }) => index);
  if (others.length === 0) return entries.filter((entry) => entry !== null);
  const text = `${entrySql} where e.log = $1 and e.index = any($2::bigint[])`;
  const whole = (await db.query({ text, values: [log, others] })).rows.map(toStoredEntry);
  const byIndex = new Map(whole.map((entry) => [entry.index, entry]));
  return rows.flatMap(({ index }, place) => entries[place] ?? byIndex.get(Number(index)) ?? []);
}

/** A row as an entry whose parts fit; null if its leaf commits to another header, or its columns differ from the header. */
function toFitting(row: Readonly<Record<string, unknown>>): FittingEntry | null {
  if (typeof row.header !== 'string' || !commitsTo(row.bytes as Buffer, row.salt as Buffer, row.header)) return null;
  const header = readUsualHeader(row.header) ?? readObject(row.header);
  if (header === null || !saysSame(header, row)) return null;
  const { at, retention } = header;
  if (typeof at !== 'string' || typeof retention !== 'string') return null;
  if (row.at !== `"${at.replace(/\.?0*Z$/, '')}"`) return null;
  const { sealed, tokens = null } = row as Record<string, string | undefined>;
  return {
    index: Number(row.index),
    bytes: row.bytes as Buffer,
    kind: String(row.kind),
    agency: row.agency as string | null,
    at,
    retention,
    closed: sealed === undefined ? null : { sealed, tokens },
  };
}

/** True if a leaf commits to a header. */
function commitsTo(leaf: Buffer, salt: Buffer, header: string): boolean {
  const at = 10 + (leaf[1] ?? 0);
  return hash('sha256', storedHeader(salt, header), 'binary') === leaf.toString('latin1', at, at + 32);
}

/** A header as it is stored, in one reused buffer: allocating one takes as long as the hash. */
function storedHeader(salt: Buffer, header: string): Buffer {
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  if (salt.length + 3 * header.length > room.length) return Buffer.concat([salt, Buffer.from(header)]);
  room.set(salt);
  return room.subarray(0, salt.length + room.write(header, salt.length));
}

const room = Buffer.alloc(8192);

/** True if the columns repeat the header. */
function saysSame(header: ComparedHeader, row: Readonly<Record<string, unknown>>): boolean {
  return (
    (header.kind ?? null) === row.kind &&
    (header.requestId ?? null) === row.request_id &&
    (header.asker ?? null) === row.subject &&
    (header.agency ?? null) === row.agency &&
    (header.role ?? null) === row.role &&
    (header.purpose ?? null) === row.purpose &&
    (header.documentHash ?? null) === row.document_hash &&
    (header.code ?? null) === row.code
  );
}

/** Parses a JSON object; null for anything else. */
function readObject(text: string): ComparedHeader | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ComparedHeader) : null;
  } catch {
    // A forged header that is no JSON: the entry is read whole.
    return null;
  }
}

/**
 * The tokens of an entry, 16 bytes each. The array has a header of 20 bytes, then each element after its length. An array that no
 * writer makes (with NULLs, or another first subscript than 1) is returned as it is, so that no leaf commits to it.
 */
export function tokensIn({ tokens }: Pick<ClosedBody, 'tokens'>): Buffer {
  const array = Buffer.from(tokens ?? '', 'base64');
  if (array.length === 0 || (array.length === emptyArray && array.readInt32BE(0) === 0)) return Buffer.alloc(0);
  const count = Math.floor((array.length - 20) / 20);
  const isUsual =
    array.length === 20 + count * 20 && array.subarray(0, 8).equals(plainArray) && array.readInt32BE(16) === 1;
  if (!isUsual) return array;
  const elements = Buffer.allocUnsafe(count * 16);
  for (let i = 0; i < count; i += 1) array.copy(elements, i * 16, 24 + i * 20, 40 + i * 20);
  return elements;
}

/** Length of an empty array, bytes. */
const emptyArray = 12;

/** First bytes of an array with one dimension and no NULLs. */
const plainArray = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]);
