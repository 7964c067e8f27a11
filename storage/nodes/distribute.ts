import type pg from 'pg';
import { isLostConnection } from '../pool/databaseErrors.js';
import { withAdmin } from '../roles.js';
import { errorCode, isStorageError, StorageError } from '../storageError.js';
import type { MigratedSchema } from '../types.js';
import { assertSameRows, clearDeleted, clearLeft, countRows, hasSamples, lockTables, tablesOf } from './leftRows.js';

/** On which node of Citus the tables of a schema stand. */
export interface SchemaPlace {
  readonly schema: MigratedSchema;
  /** Host and port, as the coordinator knows them. */
  readonly node: string;
  readonly tables: number;
  /** True where it was distributed now. */
  readonly isNew: boolean;
  /** Bytes of rows that were taken out of the coordinator's own files. */
  readonly cleared: number;
  /** True while `pg_statistic` of the coordinator has values of rows, which only a superuser can delete. */
  readonly samples: boolean;
}

/**
 * Has Citus put the tables of a schema on one node, whole, with their rows, and takes these out of the coordinator's own files, where no
 * statement reaches them. One transaction: what is killed left all as it was. Where a schema was put on a node before, rows that were
 * left behind are taken out, unless its node has none of a table: they may be the only copy. Statements go to the coordinator as before;
 * those of the schema wait meanwhile.
 *
 * @param adminUrl of the schemas' owner, at the coordinator
 * @throws StorageError DISTRIBUTION_FAILED
 */
export async function distributeSchema(adminUrl: string, schema: MigratedSchema): Promise<SchemaPlace> {
  try {
    return await withAdmin(adminUrl, async (admin) => {
      // Why: the second of two commands finds what the first one did. Until the connection ends.
      await admin.query(`select pg_advisory_lock(hashtextextended('portcullis/distribute', 0))`);
      await clearDeleted(admin, schema);
      await admin.query('begin');
      const before = await findPlace(admin, schema);
      if (!before) await moveRows(admin, schema);
      const place = await findPlace(admin, schema);
      if (!place) throw new TypeError(`no node has ${schema}`);
      const cleared = await clearLeft(admin, schema, !before);
      const samples = await hasSamples(admin, schema);
      await admin.query('commit');
      return { ...place, schema, isNew: !before, cleared, samples };
    });
  } catch (error) {
    throw isStorageError(error) ? error : failed(schema, error);
  }
}

async function moveRows(admin: pg.Client, schema: MigratedSchema): Promise<void> {
  const tables = await tablesOf(admin, schema);
  await lockTables(admin, tables);
  const before = await countRows(admin, tables);
  await admin.query('select citus_schema_distribute($1::regnamespace)', [schema]);
  assertSameRows(schema, before, await countRows(admin, tables));
}

/** @throws StorageError DATABASE_WITHOUT_CITUS unless the database is a coordinator of Citus */
export async function assertCoordinator(adminUrl: string): Promise<void> {
  const { rowCount } = await withAdmin(adminUrl, (admin) =>
    admin.query(`select from pg_extension where extname = 'citus'`),
  );
  if (rowCount) return;
  throw new StorageError(
    'DATABASE_WITHOUT_CITUS',
    'This database is no coordinator of Citus.',
    'Run `create extension citus` in it and on every node, and add the nodes with citus_add_node: docs/SCALE.md.',
  );
}

type Place = Pick<SchemaPlace, 'node' | 'tables'>;

async function findPlace(admin: pg.Client, schema: string): Promise<Place | undefined> {
  // Why not citus_schemas: it asks every node for sizes.
  const { rows } = await admin.query<Place>(
    `select n.nodename || ':' || n.nodeport as node, count(*)::int as tables
     from pg_dist_schema d join pg_class c on c.relnamespace = d.schemaid
       join pg_dist_shard s on s.logicalrelid = c.oid join pg_dist_placement p on p.shardid = s.shardid
       join pg_dist_node n on n.groupid = p.groupid and n.noderole = 'primary'
     where d.schemaid = $1::regnamespace group by 1`,
    [schema],
  );
  return rows[0];
}

function failed(schema: string, error: unknown): StorageError {
  const code = errorCode(error);
  const why = code ? ` (${code})` : '';
  if (isLostConnection(error))
    return new StorageError(
      'DISTRIBUTION_FAILED',
      `The connection was lost${why}: it is not known whether the schema ${schema} was distributed.`,
      'Run the same command again: it says where it is.',
      error,
    );
  if (code === '55P03')
    return new StorageError(
      'DISTRIBUTION_FAILED',
      `The schema ${schema} is in use${why}: it is where it was.`,
      'Run the same command again when no export, purge or delivery of that source is on its way.',
      error,
    );
  return new StorageError(
    'DISTRIBUTION_FAILED',
    `The schema ${schema} was not distributed${why}: it is where it was.`,
    'Check that DATABASE_URL names the coordinator, that every node runs and knows the roles, and that portcullis_owner may log in from ' +
      'node to node; then run the same command again.',
    error,
  );
}
