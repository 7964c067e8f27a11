import { type DecodedEntry, decodeEntry, isHeaderless, openBody } from '../../auditlog/entry/decode.js';
import { readProof } from '../../auditlog/files/storedProof.js';
import { type AuditKeys, bodyOpeners, indexKeys } from '../../auditlog/keys.js';
import { isOfAnswers } from '../../auditlog/logIds.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import { type FoundKey, type LockedEntry, lockedOf, readKeys } from '../../auditlog/store/keyTree/entryKeys.js';
import type { LogQuery } from '../../auditlog/store/pool.js';
import { type Period, periodsSql, toPeriod } from '../../auditlog/store/tokenSearch.js';
import { readInclusionProofs, readSize } from '../../auditlog/store/tree.js';
import type { ReadBody } from '../../auditlog/types.js';
import { badUserInput, PortcullisError } from '../../schema/errors.js';
import { sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import { said } from '../../storage/slot.js';
import type { SourceDatabase } from '../../storage/types.js';
import type { Needs } from '../kit/asked/needs.js';
import type { Column, ConnectionArguments, Listing, Page } from '../kit/listing.js';
import { listPage } from '../kit/page/connection.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';
import { type AuditEntryNode, type AuditEntryRow, needsBody, toAuditEntry, toExpiredEntry } from './mapping.js';
import { asksSealed, isNarrow, tokenLeaves, toTokens } from './sealedFilter.js';

/** Key of an entry for loaders: `log/index`. */
export type EntryKey = string;

/** An inclusion proof as the SDL names it; hashes in hex. */
export interface ProofNode {
  readonly treeSize: number;
  readonly hashes: readonly string[];
  readonly root: string;
  readonly checkpoint: string | null;
}

/** What the audit source asks of its database. */
export interface AuditRepository {
  /** A page of visible entries, newest first by default. One statement. */
  page(session: SourceSession, args: ConnectionArguments): Promise<Page<AuditEntryNode>>;
  /** Visible entries at these keys. One statement. */
  entriesByKey(session: SourceSession, keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, AuditEntryNode>>;
  /** Inclusion proofs of these keys: three statements for each log among them. */
  proofsByKey(session: SourceSession, keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, ProofNode>>;
  /** The log out of which answers come; null where there is none. Throws BAD_USER_INPUT where there are several. */
  findOnlyLog(session: SourceSession): Promise<string | null>;
  /** The proof of one entry, for whom its receipt is enough. */
  findProof(session: SourceSession, log: string, index: number): Promise<object | null>;
  findCheckpoint(session: SourceSession, log: string): Promise<CheckpointNode | null>;
  /** The newest signed head of each log, by the log's id. */
  findCheckpoints(session: SourceSession): Promise<readonly CheckpointNode[]>;
}

/** A signed head as the SDL names it. */
export interface CheckpointNode {
  readonly log: string;
  readonly size: number;
  readonly note: string;
  readonly at: string;
}

type Keys = Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous' | 'store'>;

const from = sql`audit.entry_record r`;
const columns = sql`r.id, r.log, r.index, r.at, r.bytes, r.header, r.leaf_hash, ${statedEnvelope('r')}`;
const columnsOf = (needs: Needs) => (needsBody(needs) ? sql`r.sealed, ${columns}` : columns);
const text = (name: string): Column => ({ sql: sql.ref(`r.${name}`), type: 'text' });

/** The source's SQL, with the keys that open bodies and find tokens. */
export function createRepository(keys: Keys): AuditRepository {
  // By row: a key lives as long as the rows of its request, since another process may destroy it.
  const keysOf = new WeakMap<AuditEntryRow, FoundKey>();
  /** Looks for the keys of some rows: one statement a log, on the database of the keys. */
  const prepare = async (rows: readonly AuditEntryRow[]): Promise<void> => {
    const closed = rows.filter(({ sealed }) => sealed);
    for (const log of new Set(closed.map((row) => row.log))) {
      const own = closed.filter((row) => row.log === log);
      const locked = own.map((row) => lockedOf(row));
      const find = await readKeys(bodyOpeners(keys), log, locked).catch((cause: unknown) => {
        throw new PortcullisError('SOURCE_UNAVAILABLE', { facts: { source: 'audit' }, cause });
      });
      for (const [i, row] of own.entries()) keysOf.set(row, find(locked[i] as LockedEntry));
    }
  };
  const toNode = (session: SourceSession, row: AuditEntryRow): AuditEntryNode | null => {
    if (isHeaderless(row)) return session.project('AuditEntry', row, toExpiredEntry(row));
    const decoded = decodeEntry(row);
    // Why an error and no null: a damaged entry must not look like one that is not there.
    if (!decoded) throw new PortcullisError('INTERNAL', { cause: new Error(`entry ${row.id} is damaged`) });
    const needs = session.needs('AuditEntry');
    const body = row.sealed ? readBody(row, row.sealed, decoded) : null;
    return session.project('AuditEntry', row, toAuditEntry(row, decoded, body, needs));
  };
  const readBody = (row: AuditEntryRow, sealed: Buffer, decoded: DecodedEntry): ReadBody | null => {
    const key = keysOf.get(row);
    const body = key?.state === 'KNOWN' ? (openBody({ decoded, sealed }, key.key)?.body ?? null) : null;
    // Why: only a key that is gone can have been erased; one that does not open was tampered with.
    if (!body && key?.state !== 'ABSENT') {
      throw new PortcullisError('INTERNAL', { cause: new Error(`the body of entry ${row.id} does not open`) });
    }
    return body;
  };
  const listing: Listing<AuditEntryRow, AuditEntryNode> = {
    type: 'AuditEntry',
    from,
    filterType: 'AuditEntryFilter',
    filters: {
      agency: text('agency'),
      subject: text('subject'),
      role: text('role'),
      purpose: text('purpose'),
      kind: text('kind'),
      code: text('code'),
      requestId: text('request_id'),
      documentHash: text('document_hash'),
      log: text('log'),
      at: { sql: sql`r.at`, type: 'timestamptz' },
      subjectName: text('subject'),
      ...Object.fromEntries([...tokenLeaves].map((leaf) => [leaf, tokenColumn])),
    },
    sortType: 'AuditEntrySortField',
    sorts: { AT: { sql: sql`r.at`, type: 'timestamptz' }, INDEX: { sql: sql`r.index::float8`, type: 'float8' } },
    // Why by time: several logs have no order in common but that.
    defaultSort: { field: 'AT', direction: 'DESC' },
    read: (session) => ({ columns: columnsOf(session.needs('AuditEntry')), prepare, toNode }),
  };
  return { page, entriesByKey, proofsByKey, findOnlyLog, findProof, findCheckpoint, findCheckpoints };

  async function page(session: SourceSession, args: ConnectionArguments) {
    const { filter } = args;
    if (!filter || !asksSealed(filter)) return listPage(session, listing, args);
    const index = { keys: indexKeys(keys), periods: await readOwnPeriods(session) };
    const searched = await toTokens(index, session.entityPseudonyms, filter);
    return listPage(session, listing, args, { filter: searched, isNarrow: isNarrow(filter) });
  }

  async function entriesByKey(session: SourceSession, keys: readonly EntryKey[]) {
    const parsed = keys.map(parseKey);
    const [logs, indices] = [parsed.map(({ log }) => log), parsed.map(({ index }) => index)];
    const statement = session.kept(listing, 'by key', () =>
      compileStatement(sql<AuditEntryRow>`
        select ${columnsOf(session.needs('AuditEntry'))} from ${from}
        join unnest(cast(${said('logs')} as text[]), cast(${said('indices')} as bigint[])) q(log, index)
          on q.log = r.log and q.index = r.index
        where ${session.wall('AuditEntry').visible}`),
    );
    const rows = await session.db.rows(statement, { said: { logs, indices } });
    await prepare(rows);
    const nodes = rows.flatMap((row): [EntryKey, AuditEntryNode][] => {
      const node = toNode(session, row);
      return node ? [[entryKey(row.log, row.index), node]] : [];
    });
    return new Map(nodes);
  }
}

const periodsOwner = {};

/**
 * The agencies whose entries this viewer may see, and when they have some: no token is made for others. Why by the newest
 * entry of each: an entry states no envelope, so that its agency alone decides who may see it. The page is behind the wall
 * itself.
 */
async function readOwnPeriods(session: SourceSession): Promise<readonly Period[]> {
  const statement = session.kept(periodsOwner, '', () =>
    compileStatement(sql<Readonly<Record<string, unknown>>>`
      ${sql.raw(periodsSql)} and exists (select from (
        select * from audit.entry_record s where s.originator = k.agency order by s.at desc limit 1
      ) r where ${session.wall('AuditEntry').visible})`),
  );
  return (await session.db.rows(statement)).map(toPeriod);
}

/** A datum of the sealed body: its filter is over tokens, see `toTokens`. */
const tokenColumn: Column = {
  sql: sql`null::uuid[]`,
  type: 'uuid[]',
  anyOf: (tokens) =>
    sql<boolean>`(r.log, r.index) in (select log, index from audit.entries_with(cast(${tokens} as uuid[])))`,
};

/** One proof for each key, by the newest signed head that includes the entry, else by the present head. */
async function proofsByKey(session: SourceSession, keys: readonly EntryKey[]) {
  const db = toLogQuery(session.db);
  const proofs = new Map<EntryKey, ProofNode>();
  const parsed = keys.map(parseKey);
  for (const log of new Set(parsed.map((key) => key.log))) {
    const wanted = parsed.filter((key) => key.log === log);
    const checkpoint = await findNewestCheckpoint(db, log);
    const isSigned = checkpoint !== null && wanted.every(({ index }) => index < checkpoint.size);
    const size = isSigned ? checkpoint.size : await readSize(db, log);
    const read = await readInclusionProofs(db, { log, indices: wanted.map(({ index }) => index), size });
    for (const { index } of wanted) {
      proofs.set(entryKey(log, index), {
        treeSize: size,
        hashes: (read.proofs.get(index) ?? []).map(hex),
        root: hex(read.root),
        checkpoint: isSigned ? checkpoint.note : null,
      });
    }
  }
  return proofs;
}

const leasedLogs = compileStatement(sql<{ log: string }>`select distinct log from audit.lease`);

async function findOnlyLog(session: SourceSession): Promise<string | null> {
  const all = await session.db.rows(leasedLogs);
  // Why without the others: no answer comes out of one, so that no receipt means it.
  const rows = all.filter(({ log }) => isOfAnswers(log));
  if (rows.length > 1) {
    throw badUserInput('There are several logs: say which, as the receipt does.', { at: 'log' });
  }
  return rows[0]?.log ?? null;
}

async function findProof(session: SourceSession, log: string, index: number) {
  const proof = await readProof(toLogQuery(session.db), log, index);
  return proof && { log, index, treeSize: proof.treeSize, cosigned: proof.isCosigned, text: proof.text };
}

async function findCheckpoint(session: SourceSession, log: string) {
  const found = await findNewestCheckpoint(toLogQuery(session.db), log);
  return found && { log, ...found };
}

const newestCheckpoints = compileStatement(sql<CheckpointNode & { readonly at: Date }>`
  select log, size, note, at from (
    select c.*, row_number() over (partition by c.log order by c.size desc) as place from audit.checkpoint c
  ) ranked where place = 1 order by log`);

async function findCheckpoints(session: SourceSession): Promise<readonly CheckpointNode[]> {
  const rows = await session.db.rows(newestCheckpoints);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The log's own statements on a source's database. */
function toLogQuery(db: SourceDatabase): LogQuery {
  return {
    query: async ({ text: statement, values = [] }) => ({
      rows: await db.rows({ sql: statement, parameters: values }),
    }),
  };
}

/** Key of the entry at an index of a log. */
export function entryKey(log: string, index: number): EntryKey {
  return `${log}/${index}`;
}

function parseKey(key: EntryKey): { readonly log: string; readonly index: number } {
  const slash = key.lastIndexOf('/');
  return { log: key.slice(0, slash), index: Number(key.slice(slash + 1)) };
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
