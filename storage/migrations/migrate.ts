import { join } from 'node:path';
import type { MigrationBuilder } from 'node-pg-migrate';
import type pg from 'pg';
import { grantRights, withAdmin } from '../roles.js';
import { errorCode, isStorageError, StorageError } from '../storageError.js';
import type { MigratedSchema } from '../types.js';
import { type MigrationFile, migrationsFolder, readMigrationFiles } from './migrationFiles.js';

/** Advisory lock of the process that migrates a database; the connection's end releases it. */
const migrationLock = 7_402_118_335;

/** Extensions that the sources' tables use; kept in `public`, so that one source's schema never serves another. */
export const extensions = ['pg_trgm', 'fuzzystrmatch', 'btree_gin', 'unaccent'] as const;

/**
 * Brings the schemas of the sources to the state of the package: `storage/migrations/<source>/NNNN_name.sql`, each
 * source its own PostgreSQL schema and its own table of what was applied. Several may call it at once.
 *
 * @param folder with one folder of migrations for each source
 * @returns how many files were applied; nothing to do costs one statement
 * @throws StorageError MIGRATION_EDITED where a file was changed after it was applied, MIGRATION_FAILED,
 *   DATABASE_UNREACHABLE
 */
export async function migrate(
  adminUrl: string,
  sources: readonly MigratedSchema[],
  folder: string = migrationsFolder,
): Promise<number> {
  const files = sources.flatMap((source) => readMigrationFiles(source, join(folder, source)));
  try {
    return await withAdmin(adminUrl, async (admin) => {
      if (pendingFiles(files, await appliedHashes(admin)).length === 0) return 0;
      await admin.query(`select pg_advisory_lock(${migrationLock})`);
      // Why again: the process that held the lock has migrated meanwhile.
      const pending = pendingFiles(files, await appliedHashes(admin));
      await prepareDatabase(admin);
      for (const source of sources) {
        const own = files.filter((file) => file.source === source);
        const missing = pending.filter((file) => file.source === source);
        if (missing.length > 0)
          await migrateSource(admin, source, { files: own, pending: missing }, join(folder, source));
      }
      return pending.length;
    });
  } catch (error) {
    throw isStorageError(error) ? error : unreachable(error, sources);
  }
}

/**
 * How far the schemas of the sources are, without touching them.
 *
 * @returns files that were applied, and that were not; schemas of which none was
 * @throws StorageError as `migrate`
 */
export async function countMigrations(
  adminUrl: string,
  sources: readonly MigratedSchema[],
): Promise<{ readonly applied: number; readonly pending: number; readonly absent: readonly MigratedSchema[] }> {
  const files = sources.flatMap((source) => readMigrationFiles(source));
  try {
    const pending = await withAdmin(adminUrl, async (admin) => pendingFiles(files, await appliedHashes(admin)));
    const applied = new Set(files.filter((file) => !pending.includes(file)).map(({ source }) => source));
    const absent = sources.filter((source) => !applied.has(source));
    return { applied: files.length - pending.length, pending: pending.length, absent };
  } catch (error) {
    throw isStorageError(error) ? error : unreachable(error, sources);
  }
}

/** Hash by `source/name` of what was applied. */
async function appliedHashes(admin: pg.Client): Promise<Map<string, string>> {
  try {
    const { rows } = await admin.query<{ source: string; name: string; hash: string }>(
      'select source, name, hash from storage.migration_hash',
    );
    return new Map(rows.map((row) => [`${row.source}/${row.name}`, row.hash]));
  } catch (error) {
    // 42P01 undefined_table, 3F000 invalid_schema_name: an empty database.
    if (['42P01', '3F000'].includes(errorCode(error) ?? '')) return new Map();
    throw error;
  }
}

function pendingFiles(files: readonly MigrationFile[], applied: ReadonlyMap<string, string>): MigrationFile[] {
  const edited = files.find(({ source, name, hash }) => (applied.get(`${source}/${name}`) ?? hash) !== hash);
  if (edited) {
    throw new StorageError(
      'MIGRATION_EDITED',
      `The migration ${edited.source}/${edited.name}.sql was changed after it had been applied.`,
      'Restore the file and put the change into a new one; while developing, remove the data directory.',
    );
  }
  return files.filter(({ source, name }) => !applied.has(`${source}/${name}`));
}

async function prepareDatabase(admin: pg.Client): Promise<void> {
  await admin.query(`
    create schema if not exists storage;
    create table if not exists storage.key_fingerprint (
      name text primary key, key_id text not null, stored_at timestamptz not null default now());
    create table if not exists storage.migration_hash (
      source text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (source, name))`);
  for (const extension of extensions) {
    // Why ignored: a database of one's own may keep it elsewhere; a migration that needs it will say so.
    await admin.query(`create extension if not exists ${extension} with schema public`).catch(() => undefined);
  }
}

async function migrateSource(
  admin: pg.Client,
  source: MigratedSchema,
  { files, pending }: Readonly<Record<'files' | 'pending', readonly MigrationFile[]>>,
  folder: string,
): Promise<void> {
  // Why late: the library takes longer to load than all of a warm start.
  const { runner } = await import('node-pg-migrate');
  await admin.query(`create schema if not exists ${source}`);
  await grantRights(admin, source);
  try {
    await runner({
      dbClient: admin,
      dir: folder,
      ignorePattern: '(?!\\d+_.*\\.sql$).*',
      direction: 'up',
      schema: [source, 'public'],
      migrationLoaderStrategies: [{ extensions: ['.sql'], loader: loaderOf(files) }],
      migrationsSchema: 'storage',
      migrationsTable: `migration_${source}`,
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await admin.query('set search_path to default');
    await recordHashes(admin, pending);
  } catch (error) {
    throw new StorageError(
      'MIGRATION_FAILED',
      `A migration of ${source} failed: ${error instanceof Error ? error.message : String(error)}`,
      'The database is as it was before; correct the file and start again.',
      error,
    );
  }
}

/** Gives the library each file's text with what it includes; what is undone by hand is never undone by it. */
function loaderOf(files: readonly MigrationFile[]) {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return async (paths: readonly string[]) =>
    paths.map((path) => ({
      id: path,
      filePaths: [path],
      actions: { up: (migration: MigrationBuilder) => migration.sql(texts.get(path) ?? ''), down: false as const },
    }));
}

async function recordHashes(admin: pg.Client, files: readonly MigrationFile[]): Promise<void> {
  await admin.query(
    `insert into storage.migration_hash (source, name, hash)
     select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
    [files.map((file) => file.source), files.map((file) => file.name), files.map((file) => file.hash)],
  );
}

/** Why it names the settings: each schema may lie in a database of its own, and another one of them may be well. */
function unreachable(cause: unknown, sources: readonly MigratedSchema[]): StorageError {
  const code = errorCode(cause);
  // What lies in the common database has these two with it.
  const isCommon = sources.length === 0 || sources.includes('ingest') || sources.includes('gateway');
  const settings = isCommon ? ['DATABASE_URL'] : sources.map((source) => `DATABASE_URL_${source.toUpperCase()}`);
  return new StorageError(
    'DATABASE_UNREACHABLE',
    `The database cannot be reached or used for migrations${code ? ` (${code})` : ''}.`,
    `Check ${settings.join(' or ')}${isCommon ? ' or DATABASE_URL_ADMIN' : ''}, that the server runs, and that its role may create schemas.`,
    cause,
  );
}
