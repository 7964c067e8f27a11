import { decodeEntry, isHeaderless } from '../../auditlog/entry/decode.js';
import { type AuditKeys, indexKeys } from '../../auditlog/keys.js';
import { type Period, periodsSql, toPeriod } from '../../auditlog/store/tokenSearch.js';
import type { Grouping } from '../../storage/cube/grouping.js';
import { type RawBuilder, sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import { slot } from '../../storage/slot.js';
import type { Needs } from '../kit/asked/needs.js';
import type { Column, ConnectionArguments, Listing, Page } from '../kit/listing.js';
import { listPage, unreadPage } from '../kit/page/connection.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';
import { createBodies, damaged } from './bodies.js';
import {
  type AuditEntryNode,
  type AuditEntryRow,
  type EntryKey,
  entryKey,
  needsBody,
  parseKey,
  toAuditEntry,
  toExpiredEntry,
} from './mapping.js';
import { findMistyped } from './mistyped.js';
import { asksSealed, isNarrow, tokenLeaves, toTokens } from './sealedFilter.js';

/** Entries as the audit source reads them. */
export interface AuditRepository {
  /** A page of visible entries, newest first by default. One statement. Throws what `findMistyped` finds where it is empty. */
  page(session: SourceSession, args: ConnectionArguments): Promise<Page<AuditEntryNode>>;
  /** The page of which nothing is asked but counts: none is read, but where it might be refused. */
  unreadPage(session: SourceSession, args: ConnectionArguments): Promise<Page<AuditEntryNode>>;
  /** Visible entries at these keys. One statement. */
  entriesByKey(session: SourceSession, keys: readonly EntryKey[]): Promise<ReadonlyMap<EntryKey, AuditEntryNode>>;
}

type Keys = Pick<AuditKeys, 'auditSeal' | 'blindIndex' | 'previous' | 'store'>;

const from = sql`audit.entry_record r`;
const columns = sql`r.id, r.log, r.index, r.at, r.bytes, r.header, r.leaf_hash, ${statedEnvelope('r')}`;
const columnsOf = (needs: Needs) => (needsBody(needs) ? sql`r.sealed, ${columns}` : columns);
const text = (name: string): Column => ({ sql: sql.ref(`r.${name}`), type: 'text' });
/** Why a case: of an expired entry the day alone is left. */
const hour: Column = {
  sql: sql`case when r.kind <> 'EXPIRED' then cast(extract(hour from r.at at time zone 'UTC') as float8) end`,
  type: 'float8',
};
const facet = (value: RawBuilder<string | null>): Grouping => ({ value });
const facets = {
  AGENCY: facet(sql`r.agency`),
  KIND: facet(sql`r.kind`),
  PURPOSE: facet(sql`r.purpose`),
  ROLE: facet(sql`r.role`),
  CODE: facet(sql`r.code`),
  WEEK: facet(sql`to_char(r.at at time zone 'UTC', 'IYYY-"W"IW')`),
};
/** Read off the header, behind its salt: no column has it. */
const disclosedCount: Column = {
  sql: sql`cast(cast(convert_from(substring(r.header from 17), 'UTF8') as jsonb) ->> 'disclosed' as float8)`,
  type: 'float8',
};

/** A datum of the sealed body, filtered by tokens: see `toTokens`. */
const tokenColumn: Column = {
  sql: sql`null::bytea`,
  type: 'bytea',
  anyOf: (tokens) =>
    sql<boolean>`(r.log, r.index) in (select log, index from audit.entries_with(cast(${tokens} as bytea)))`,
};
const filters: Readonly<Record<string, Column>> = {
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
  hour,
  weekday: { sql: sql`cast(extract(isodow from r.at at time zone 'UTC') as float8)`, type: 'float8' },
  disclosedCount,
  subjectName: text('subject'),
  ...Object.fromEntries([...tokenLeaves].map((leaf) => [leaf, tokenColumn])),
};

/** @param keys that open bodies and find tokens */
export function createRepository(keys: Keys): AuditRepository {
  const { prepare, read } = createBodies(keys);
  const toNode = (session: SourceSession, row: AuditEntryRow): AuditEntryNode | null => {
    if (isHeaderless(row)) return session.project('AuditEntry', row, toExpiredEntry(row));
    const decoded = decodeEntry(row);
    if (!decoded) throw damaged(row);
    const needs = session.needs('AuditEntry');
    const body = row.sealed ? read(row, row.sealed, decoded) : null;
    return session.project('AuditEntry', row, toAuditEntry(row, decoded, body, needs));
  };
  const listing: Listing<AuditEntryRow, AuditEntryNode> = {
    type: 'AuditEntry',
    from,
    filterType: 'AuditEntryFilter',
    filters,
    sortType: 'AuditEntrySortField',
    sorts: { AT: { sql: sql`r.at`, type: 'timestamptz' }, INDEX: { sql: sql`r.index::float8`, type: 'float8' } },
    // Why by time: several logs have no other common order.
    defaultSort: { field: 'AT', direction: 'DESC' },
    read: (session) => ({ columns: columnsOf(session.needs('AuditEntry')), prepare, toNode }),
    facets,
    // Why nothing of them: who counts entries opens none.
    readCounted: () => ({ columns, toNode: (session, row) => session.project('AuditEntry', row, {}) }),
  };
  return {
    page,
    entriesByKey,
    unreadPage: async (session, args) =>
      args.filter && findMistyped(args.filter)
        ? page(session, args)
        : unreadPage(session, listing, await withTokens(session, args)),
  };

  async function page(session: SourceSession, args: ConnectionArguments) {
    const { filter, after } = args;
    const page = await search(session, args);
    const mistyped = filter && !after && page.edges.length === 0 ? findMistyped(filter) : null;
    if (mistyped) throw mistyped;
    return page;
  }

  async function search(session: SourceSession, args: ConnectionArguments) {
    const { filter } = args;
    if (!filter || !asksSealed(filter)) return listPage(session, listing, args);
    const searched = await withTokens(session, args);
    return listPage(session, listing, args, { filter: searched.filter, isNarrow: isNarrow(filter) });
  }

  /** Its filter with tokens in place of what only they find. */
  async function withTokens(session: SourceSession, args: ConnectionArguments): Promise<ConnectionArguments> {
    const { filter } = args;
    if (!filter || !asksSealed(filter)) return args;
    const index = { keys: indexKeys(keys), periods: await readOwnPeriods(session) };
    return { ...args, filter: await toTokens(index, session.entityPseudonyms, filter) };
  }

  async function entriesByKey(session: SourceSession, keys: readonly EntryKey[]) {
    const parsed = keys.map(parseKey);
    const [logs, indices] = [parsed.map(({ log }) => log), parsed.map(({ index }) => index)];
    const statement = session.kept(listing, 'by key', () =>
      compileStatement(sql<AuditEntryRow>`
        select ${columnsOf(session.needs('AuditEntry'))} from ${from}
        join unnest(cast(${slot('logs')} as text[]), cast(${slot('indices')} as bigint[])) q(log, index)
          on q.log = r.log and q.index = r.index
        where ${session.wall('AuditEntry').visible}`),
    );
    const rows = await session.db.rows(statement, { values: { logs, indices } });
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
 * The agencies whose entries this viewer may see, and the months of those: no tokens are made for others. Why by the newest
 * entry of each: an entry states no envelope, so its agency alone decides who may see it. The page has its own wall.
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
