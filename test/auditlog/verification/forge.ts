import { hash } from 'node:crypto';
import type pg from 'pg';
import { decodeEntry } from '../../../auditlog/entry/decode.js';
import { readHeader, storeHeader } from '../../../auditlog/entry/header.js';
import { beginLeaf } from '../../../auditlog/entry/leaf.js';
import { appendLeaf, type CompactRange, emptyRange } from '../../../auditlog/merkle.js';
import { readLeaf } from '../../../auditlog/proofs/leaf.js';
import { storedLevels } from '../../../auditlog/store/tree.js';

/** Rows of an entry over its tables, as who has the database and no keys reads and writes them. */
export interface ForgedEntry {
  readonly bytes: Buffer;
  readonly header: Buffer | null;
  readonly leaf_hash: Buffer;
  readonly sealed: Buffer;
  readonly tokens: string[] | null;
}

/** What is done to the entries of a log; `pick` gives a number below its argument. */
export type Forgery = (entries: readonly ForgedEntry[], pick: (below: number) => number) => ForgedEntry[];

/** An entry whose leaf was made anew, for another header, body or place; everything else as it should be. */
function remake(entry: ForgedEntry, changes: { header?: object; sealed?: Buffer; index?: number }): ForgedEntry {
  const leaf = readLeaf(entry.bytes);
  const stated = entry.header && readHeader(entry.header);
  if (!leaf || !stated) throw new Error('no entry');
  const stored = storeHeader({ ...stated, ...changes.header });
  const sealed = changes.sealed ?? entry.sealed;
  const made = beginLeaf({ log: leaf.log, index: changes.index ?? leaf.index, header: stored.commitment });
  const { bytes, leafHash } = made.end({ ...leaf, body: hash('sha256', sealed, 'buffer') });
  return {
    ...entry,
    sealed,
    header: Buffer.from(stored.bytes),
    bytes: Buffer.from(bytes),
    leaf_hash: Buffer.from(leafHash),
  };
}

/** Changes the clear header of an entry, and hashes it anew. */
function rewrite(entry: ForgedEntry, changes: object): ForgedEntry {
  return remake(entry, { header: changes });
}

/** An entry of a stranger, with a body that nobody can open, and everything else as it should be. */
function invent(like: ForgedEntry, id: string, index?: number): ForgedEntry {
  const sealed = Buffer.from(hash('sha256', id, 'hex').repeat(4));
  const header = { requestId: id, asker: 'f'.repeat(32) };
  return remake(like, { header, sealed, ...(index === undefined ? {} : { index }) });
}

/** Gives entries the places in which they stand, with leaves made anew: what a forger does who knows the format. */
export function replaced(entries: readonly ForgedEntry[]): ForgedEntry[] {
  return entries.map((entry, index) => remake(entry, { index }));
}

/** The kinds of forgery, each of which leaves a tree that is whole in itself. */
export const forgeries: Readonly<Record<string, Forgery>> = {
  'a header rewritten': (entries, pick) => {
    const at = pick(entries.length);
    return entries.map((entry, i) => (i === at ? rewrite(entry, { asker: 'e'.repeat(32) }) : entry));
  },
  'bytes changed, the leaf kept': (entries, pick) => {
    const at = pick(entries.length);
    return entries.map((entry, i) =>
      i === at ? { ...rewrite(entry, { agency: 'XX' }), leaf_hash: entry.leaf_hash } : entry,
    );
  },
  'a body replaced by that of another entry': (entries, pick) => {
    const at = pick(entries.length - 1);
    const { sealed } = entries[at + 1] as ForgedEntry;
    return entries.map((entry, i) => (i === at ? { ...entry, sealed } : entry));
  },
  'an entry cut out, the rest shifted': (entries, pick) => {
    const at = pick(entries.length);
    return entries.filter((_, i) => i !== at);
  },
  'an entry cut out, the rest given its place anew': (entries, pick) => {
    const at = pick(entries.length);
    return replaced(entries.filter((_, i) => i !== at));
  },
  'an old entry appended again, its leaf made for its new place': (entries, pick) => [
    ...entries,
    remake(entries[pick(entries.length)] as ForgedEntry, { index: entries.length }),
  ],
  'several cut out': (entries, pick) => {
    const at = pick(entries.length - 1);
    const count = 1 + pick(Math.min(5, entries.length - at));
    return entries.filter((_, i) => i < at || i >= at + count);
  },
  'two swapped with their bodies': (entries, pick) => {
    const at = pick(entries.length - 1);
    const swapped = [...entries];
    swapped.splice(at, 2, entries[at + 1] as ForgedEntry, entries[at] as ForgedEntry);
    return swapped;
  },
  'turned round': (entries) => entries.toReversed(),
  'an old entry appended again': (entries, pick) => [...entries, entries[pick(entries.length)] as ForgedEntry],
  'the last entry appended again': (entries) => [...entries, entries.at(-1) as ForgedEntry],
  'an invented entry appended': (entries, pick) => [
    ...entries,
    invent(entries[pick(entries.length)] as ForgedEntry, `invented-${pick(1e9)}`, entries.length),
  ],
  'an invented entry put between': (entries, pick) => {
    const put = [...entries];
    put.splice(pick(entries.length), 0, invent(entries[0] as ForgedEntry, `invented-${pick(1e9)}`));
    return replaced(put);
  },
  'an entry cut out and a copy of another appended': (entries, pick) => {
    const at = pick(entries.length);
    return [...entries.filter((_, i) => i !== at), entries[(at + 1) % entries.length] as ForgedEntry];
  },
  'rolled back': (entries, pick) => entries.slice(0, pick(entries.length)),
  'rolled back by one': (entries) => entries.slice(0, -1),
  'all gone': () => [],
};

/** How the traces are covered. */
export interface Cover {
  /** Checkpoints are deleted; else they are left as they are. */
  readonly checkpoints: boolean;
  /** The connection of the writer is ended in the same transaction. */
  readonly cutOff: boolean;
  /** What says that the log was opened before goes too. */
  readonly leases: boolean;
}

/**
 * Forges a log in one transaction: rows, leaves, subtrees.
 */
export async function forge(admin: pg.Pool, log: string, forgery: ReturnType<Forgery>, cover: Cover): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    // Locked first: a writer that is cut off connects again at once, and is to find what was forged.
    await client.query('lock table audit.entry, audit.node in access exclusive mode');
    if (cover.cutOff) {
      await client.query(
        `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.granted
          and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('portcullis/audit/' || $1, 0)`,
        [log],
      );
    }
    for (const table of ['node', 'entry']) await client.query(`delete from audit.${table} where log = $1`, [log]);
    await writeEntries(client, log, forgery);
    if (cover.checkpoints) await client.query('delete from audit.checkpoint where log = $1', [log]);
    if (cover.leases) await client.query('delete from audit.lease where log = $1', [log]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The entries of a log, in order. */
export async function readEntries(admin: pg.Pool, log: string): Promise<ForgedEntry[]> {
  const { rows } = await admin.query(
    `select e.bytes, e.header, e.leaf_hash, e.sealed, e.tokens::text[] as tokens from audit.entry e where e.log = $1
      order by e.index`,
    [log],
  );
  return rows as ForgedEntry[];
}

async function writeEntries(client: pg.PoolClient, log: string, entries: readonly ForgedEntry[]): Promise<void> {
  const columns = entries.map((entry) => decodeEntry(entry)?.columns);
  await client.query(
    `insert into audit.entry (log, index, bytes, leaf_hash, sealed, header, at, kind, request_id, subject, agency, role, purpose,
      document_hash, code)
      select $1, e.place - 1, e.bytes, e.leaf, e.sealed, e.header, (e.h ->> 'at')::timestamptz, e.h ->> 'kind',
        e.h ->> 'requestId', e.h ->> 'subject', e.h ->> 'agency', e.h ->> 'role', e.h ->> 'purpose', e.h ->> 'documentHash',
        e.h ->> 'code'
      from unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[], $6::jsonb[]) with ordinality
        e(bytes, leaf, sealed, header, h, place)`,
    [
      log,
      entries.map(({ bytes }) => bytes),
      entries.map(({ leaf_hash }) => leaf_hash),
      entries.map(({ sealed }) => sealed),
      entries.map(({ header }) => header),
      columns.map((said) => JSON.stringify(said)),
    ],
  );
  for (const [index, { tokens }] of entries.entries()) {
    if (tokens)
      await client.query('update audit.entry set tokens = $3::uuid[] where log = $1 and index = $2', [
        log,
        index,
        tokens,
      ]);
  }
  for (const { level, index, node } of nodesOf(entries))
    await client.query('insert into audit.node values ($1, $2, $3, $4)', [log, level, index, node]);
}

function nodesOf(entries: readonly ForgedEntry[]): { level: number; index: number; node: Uint8Array }[] {
  const nodes: { level: number; index: number; node: Uint8Array }[] = [];
  let range: CompactRange = emptyRange;
  for (const { leaf_hash } of entries) {
    range = appendLeaf(range, leaf_hash, (level, index, node) => {
      if (storedLevels.includes(level)) nodes.push({ level, index, node });
    });
  }
  return nodes;
}
