import { hash } from 'node:crypto';
import { readUsualHeader, type SaidHeader } from '../entry/usualHeader.js';
import { isConnectionError, type LogQuery } from './pool.js';
import { entrySql, type StoredEntry, toStoredEntry } from './rows.js';

/**
 * An entry whose parts fit one another. Leaf and header are hashed here: a database that lies of a hash would have another
 * header believed. It hashes itself what nobody needs to see here: a sealed body, which its key opens or does not. The header is read
 * here: parsing it there takes six times as long.
 */
export interface FittingEntry {
  readonly index: number;
  readonly bytes: Buffer;
  readonly kind: string;
  readonly agency: string | null;
  /** UTC ISO 8601 with milliseconds. */
  readonly at: string;
  /** Retention class, as the header says it. */
  readonly retention: string;
  /** What is needed to open the body, beside its key; null where nobody opens it. */
  readonly closed: ClosedBody | null;
}

/** What is needed to open a body, in base64 as the database gives it: who opens it decodes it, and that may be another thread. */
export interface ClosedBody {
  readonly sealed: string;
  /** An array as PostgreSQL sends it; null where no tokens stand beside the entry. */
  readonly tokens: string | null;
}

/** An entry, either way. */
export type ComparedEntry = FittingEntry | StoredEntry;

/** True of an entry whose parts fit. */
export function isFitting(entry: ComparedEntry): entry is FittingEntry {
  return 'retention' in entry;
}

/** Where a leaf behind a log id of `n` bytes commits to the sealed body; places from 1. */
const bodyAt = 'substr(e.bytes, 43 + l.n, 32)';

/** Columns that say what the header says. */
const columns = ['kind', 'request_id', 'subject', 'agency', 'role', 'purpose', 'document_hash', 'code'];

/**
 * The text of the header of an entry that stands in its place, and whose leaf commits to the sealed body beside it; null
 * of any other row.
 */
const header = `case
  when octet_length(e.bytes) < 140 or get_byte(e.bytes, 0) <> 2 or octet_length(e.bytes) <> 138 + l.n then null
  when pg_catalog.sha256('\\x00'::bytea || e.bytes) <> e.leaf_hash or pg_catalog.sha256(e.sealed) <> ${bodyAt} or substr(e.bytes, 3, l.n) <> convert_to(e.log, 'UTF8')
    or substr(e.bytes, 3 + l.n, 8) <> pg_catalog.int8send(e.index) then null
  else convert_from(substr(e.header, 17), 'UTF8') end`;

const closedColumns = `, encode(e.sealed, 'base64') as sealed, encode(array_send(t.tokens), 'base64') as tokens`;

// Why `at` as JSON: a Date would cut the microseconds that somebody may have changed, and other texts depend on settings.
const fittingSql = (isOpened: boolean): string => `
  select e.index::text as index, e.bytes, ${columns.map((column) => `e.${column}`).join(', ')},
    to_json(e.at at time zone 'UTC')::text as at,
    substr(e.header, 1, 16) as salt, ${header} as header${isOpened ? closedColumns : ''}
  from audit.entry e
    ${isOpened ? 'left join audit.entity_index t on t.log = e.log and t.index = e.index' : ''}
    cross join lateral (select get_byte(e.bytes || '\\x0000'::bytea, 1) as n) l
  where e.log = $1 and e.index >= $2 and e.index < $3 order by e.index`;

const statements = new Map([true, false].map((isOpened) => [isOpened, fittingSql(isOpened)]));

/**
 * Entries of a log from `from` (inclusive) to `to` (exclusive), by index: those whose parts fit as little as is needed of them, all others whole. One statement,
 * and a second where some do not fit.
 *
 * @param at.isOpened with what bodies are opened by
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
    // A header that is no text, though its leaf commits to it: a forger's, who must not end the verification by it. All of
    // these are read whole.
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

/** A row as an entry whose parts fit; null where its leaf commits to another header, or its columns do not say what that says. */
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

/** True where a leaf commits to a header. */
function commitsTo(leaf: Buffer, salt: Buffer, header: string): boolean {
  const at = 10 + (leaf[1] ?? 0);
  return hash('sha256', storedHeader(salt, header), 'binary') === leaf.toString('latin1', at, at + 32);
}

/** A header as it is stored. Why in one place: a Buffer for each entry takes as long as its hash. */
function storedHeader(salt: Buffer, header: string): Buffer {
  // Three bytes a UTF-16 unit is the most that UTF-8 takes.
  if (salt.length + 3 * header.length > room.length) return Buffer.concat([salt, Buffer.from(header)]);
  room.set(salt);
  return room.subarray(0, salt.length + room.write(header, salt.length));
}

const room = Buffer.alloc(8192);

/** True where each of these columns says what the header says. */
function saysSame(header: SaidHeader, row: Readonly<Record<string, unknown>>): boolean {
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

/** The members of an object in JSON; null of anything else. */
function readObject(text: string): SaidHeader | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as SaidHeader) : null;
  } catch {
    // No JSON: a forger's header, which is looked at whole.
    return null;
  }
}

/**
 * The tokens of an entry, 16 bytes each: in the array, 20 bytes of header, then each behind its length. An array of another form
 * than a writer's (with nulls, or counted from another place than 1) is given as it is, so that no leaf commits to it.
 */
export function tokensIn({ tokens }: ClosedBody): Buffer {
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

/** Bytes of an array without elements. */
const emptyArray = 12;

/** What an array begins with that has one dimension and no nulls. */
const plainArray = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]);
