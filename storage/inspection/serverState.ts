import type { LogQuery } from '../../auditlog/store/pool.js';

/** How a PostgreSQL server is. */
export interface ServerState {
  /** `server_version_num`, e.g. 180004. */
  readonly version: number;
  /** Its clock, and how far it is ahead of this machine's, ms. */
  readonly at: Date;
  readonly aheadMs: number;
  /** False if `fsync` or `full_page_writes` is off: a power cut may lose what was acknowledged. */
  readonly isDurable: boolean;
  /** Connections to all databases, as any login may count them, and the most that clients may have. */
  readonly used: number;
  readonly most: number;
  /** True if the last attempt to archive WAL failed: WAL is kept until it succeeds. */
  readonly isUnarchived: boolean;
  /** Transactions since the oldest one that is not frozen; PostgreSQL stops at 2^31. */
  readonly unfrozen: number;
  /** Bytes of the database, of the tables of the log in it, and of WAL; null where the login may not know. */
  readonly bytes: number;
  readonly logBytes: number;
  readonly walBytes: number | null;
}

/** Reads the state of a server. Cheap: catalogues and counters alone. */
export async function readServerState(db: LogQuery): Promise<ServerState> {
  const before = Date.now();
  const clock = await db.query({ text: 'select clock_timestamp() as at' });
  const at = clock.rows[0]?.at as Date;
  const aheadMs = at.getTime() - (before + Date.now()) / 2;
  const { rows } = await db.query({
    text: `select current_setting('server_version_num')::int as version,
      current_setting('fsync')::bool and current_setting('full_page_writes')::bool as "isDurable",
      (select coalesce(sum(numbackends), 0)::int from pg_stat_database) as used,
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most,
      (select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) from pg_stat_archiver)
        as "isUnarchived",
      (select max(age(datfrozenxid))::int from pg_database) as unfrozen,
      pg_database_size(current_database()) as bytes,
      (select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('audit', 'audit_keys') and c.relkind = 'r')
        as "logBytes",
      has_function_privilege('pg_ls_waldir()', 'execute') as "maySeeWal"`,
  });
  const { maySeeWal, ...state } = rows[0] as unknown as ServerState & { readonly maySeeWal: boolean };
  return { ...state, at, aheadMs, walBytes: maySeeWal ? await readWalBytes(db) : null };
}

async function readWalBytes(db: LogQuery): Promise<number> {
  const { rows } = await db.query({ text: 'select coalesce(sum(size), 0)::bigint as bytes from pg_ls_waldir()' });
  return Number(rows[0]?.bytes);
}
