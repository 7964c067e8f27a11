import { LRUCache } from 'lru-cache';
import { envelopeTable } from '../../../storage/envelopeKey.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, slot } from '../../../storage/slot.js';
import { termsText } from '../../../storage/sql.js';

/** What an envelope says, apart from the expiry, which each record has for itself. */
export interface KnownEnvelope {
  readonly key: string;
  readonly originator: string;
  readonly terms: string;
}

/** The envelopes that one source has met. They hold nothing of a viewer, and no key changes its meaning. */
export interface Envelopes {
  /** Fills in the envelopes of a statement's rows by their keys; rows without a key stay as they are. */
  fillIn<Row>(rows: Row[], read: ReadEnvelopes): Row[] | Promise<Row[]>;
  /** Reads ahead those that the first question would wait for. */
  readAhead(read: ReadEnvelopes): Promise<void>;
}

/** Runs the statement that reads envelopes by key, with the slot `keys`. */
export type ReadEnvelopes = (statement: Prepared<KnownEnvelope>, keys: readonly string[]) => Promise<KnownEnvelope[]>;

/** Envelopes that a source keeps; the least recently met goes first. */
const KEPT = 10_000;
/** Envelopes read along with the first one missed, so that a new process does not read them one by one. */
const READ_AT_FIRST = 1000;

/** A row as `envelopeColumns` reads it. */
interface KeyedRow {
  env_key: string | null;
  env_originator: string | null;
  env_terms: string | null;
}

/** @param schema PostgreSQL schema of the source's envelopes */
export function createEnvelopes(schema: string, kept = KEPT): Envelopes {
  const known = new LRUCache<string, KnownEnvelope>({ max: kept });
  const columns = selectEnvelopes(schema);
  const byKey = sql`${sql.raw(columns)} where key = any(cast(${slot('keys')} as uuid[]))`;
  const more = compileStatement(sql<KnownEnvelope>`${byKey}`);
  const first = compileStatement(
    sql<KnownEnvelope>`(${sql.raw(`${columns} limit ${READ_AT_FIRST}`)}) union all ${byKey}`,
  );

  const keep = (found: readonly KnownEnvelope[]): void => {
    for (const envelope of found) known.set(envelope.key, envelope);
  };

  return {
    readAhead: async (read) => keep(await read(first, [])),
    fillIn(rows, read) {
      if (!isKeyed(rows[0])) return rows;
      const missing = fill(rows as unknown as readonly KeyedRow[], known);
      if (missing.size === 0) return rows;
      return read(known.size === 0 ? first : more, [...missing.keys()]).then((found) => {
        keep(found);
        // Why not from the cache: the rows may name more than it keeps. A row whose envelope is not found stays without
        // terms and is not judged: nothing of its record is shown.
        for (const envelope of found) for (const row of missing.get(envelope.key) ?? []) write(row, envelope);
        return rows;
      });
    },
  };
}

/** SQL of all envelopes of a schema, each as a `KnownEnvelope`. */
export function selectEnvelopes(schema: string): string {
  return `select key, originator, ${termsText('e')} as terms from ${envelopeTable(schema)} e`;
}

/** Fills in rows whose envelope is known, and returns the others by its key. */
function fill(
  rows: readonly KeyedRow[],
  known: LRUCache<string, KnownEnvelope>,
): ReadonlyMap<string, readonly KeyedRow[]> {
  const missing = new Map<string, KeyedRow[]>();
  let last: KnownEnvelope | undefined;
  for (const row of rows) {
    const { env_key: key } = row;
    if (key === null) continue;
    // Why the last first: successive rows mostly share an envelope.
    const envelope: KnownEnvelope | undefined = last?.key === key ? last : known.get(key);
    if (envelope) {
      write(row, envelope);
      last = envelope;
    } else {
      const rowsOfKey = missing.get(key) ?? [];
      rowsOfKey.push(row);
      missing.set(key, rowsOfKey);
    }
  }
  return missing;
}

function write(row: KeyedRow, { key, originator, terms }: KnownEnvelope): void {
  // Why the key too: rows then share one string, whose hash is computed once.
  row.env_key = key;
  row.env_originator = originator;
  row.env_terms = terms;
}

function isKeyed(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'env_key' in row;
}
