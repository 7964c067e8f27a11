import { join } from 'node:path';
import type { MigrationBuilder } from 'node-pg-migrate';
import type pg from 'pg';
import { doneActsSql } from '../acts/doneActs.js';
import { grantRights, withAdmin } from '../roles.js';
import { errorCode, isStorageError, StorageError } from '../storageError.js';
import { type MigratedSchema, migratedSchemas } from '../types.js';
import { type MigrationFile, migrationsFolder, readMigrationFiles } from './migrationFiles.js';

/** Advisory lock of the process that migrates a database; ending the connection releases it. */
const migrationLock = 7_402_118_335;

/**
 * Applies the missing migrations, `storage/migrations/<source>/NNNN_name.sql`; each source has its own PostgreSQL schema. Several
 * processes may call it at once.
 *
 * @param folder with one folder of migrations for each source
 * @returns how many files were applied; if none is missing it costs one statement
 * @throws StorageError DATABASE_OF_ANOTHER_BUILD, MIGRATION_EDITED if a file was changed after it was applied,
 *   MIGRATION_FAILED, DATABASE_UNREACHABLE
 */
export async function migrate(
  adminUrl: string,
  sources: readonly MigratedSchema[],
  folder: string = migrationsFolder,
): Promise<number> {
  return await withFiles(adminUrl, sources, folder, async (admin, files) => {
    if ((await pendingFiles(admin, sources, files)).length === 0) return 0;
    await admin.query(`select pg_advisory_lock(${migrationLock})`);
    // Again: the process that held the lock may have migrated.
    const pending = await pendingFiles(admin, sources, files);
    await prepareDatabase(admin);
    for (const source of sources) {
      const own = files.filter((file) => file.source === source);
      const missing = pending.filter((file) => file.source === source);
      if (missing.length > 0)
        await migrateSource(admin, source, { files: own, pending: missing }, join(folder, source));
    }
    return pending.length;
  });
}

/**
 * Which migrations are applied, and which are missing.
 *
 * @returns how many files are applied, those that are not (`cargo/0002_counted`), and the schemas without any applied file
 * @throws StorageError as `migrate`
 */
export async function listMigrations(
  adminUrl: string,
  sources: readonly MigratedSchema[],
  folder: string = migrationsFolder,
): Promise<{
  readonly applied: number;
  readonly pending: readonly string[];
  readonly absent: readonly MigratedSchema[];
}> {
  return await withFiles(adminUrl, sources, folder, async (admin, files) => {
    const pending = await pendingFiles(admin, sources, files);
    const applied = new Set(files.filter((file) => !pending.includes(file)).map(({ source }) => source));
    const absent = sources.filter((source) => !applied.has(source));
    return { applied: files.length - pending.length, pending: pending.map(pathOf), absent };
  });
}

async function withFiles<T>(
  adminUrl: string,
  sources: readonly MigratedSchema[],
  folder: string,
  work: (admin: pg.Client, files: readonly MigrationFile[]) => Promise<T>,
): Promise<T> {
  const files = sources.flatMap((source) => readMigrationFiles(source, join(folder, source)));
  try {
    return await withAdmin(adminUrl, (admin) => work(admin, files));
  } catch (error) {
    throw isStorageError(error) ? error : unreachable(error, sources);
  }
}

/** Files of the package that were not applied yet. Refuses a database of another build. */
async function pendingFiles(
  admin: pg.Client,
  sources: readonly MigratedSchema[],
  files: readonly MigrationFile[],
): Promise<MigrationFile[]> {
  const applied = await appliedFiles(admin);
  const hashes = new Map(applied.map((file) => [pathOf(file), file.hash]));
  const known = new Set(files.map(pathOf));
  // A schema that moved to another database may have left its files here: they are ignored.
  const isHere = ({ source }: AppliedFile): boolean =>
    sources.some((name) => name === source) || !migratedSchemas.some((name) => name === source);
  const foreign = applied.find((file) => isHere(file) && !known.has(pathOf(file)));
  if (foreign)
    throw ofAnotherBuild(
      foreign,
      files.every((file) => hashes.get(pathOf(file)) === file.hash),
    );
  const edited = files.find((file) => (hashes.get(pathOf(file)) ?? file.hash) !== file.hash);
  if (edited) {
    throw new StorageError(
      'MIGRATION_EDITED',
      `The migration ${pathOf(edited)}.sql was changed after it had been applied.`,
      'Restore the file and put the change into a new one; while developing, remove the data directory.',
    );
  }
  return files.filter((file) => !hashes.has(pathOf(file)));
}

interface AppliedFile {
  readonly source: string;
  readonly name: string;
  readonly hash: string;
}

const pathOf = ({ source, name }: Readonly<Record<'source' | 'name', string>>): string => `${source}/${name}`;

async function appliedFiles(admin: pg.Client): Promise<readonly AppliedFile[]> {
  try {
    return (
      await admin.query<AppliedFile>('select source, name, hash from storage.migration_hash order by source, name')
    ).rows;
  } catch (error) {
    // 42P01 undefined_table, 3F000 invalid_schema_name: an empty database.
    if (['42P01', '3F000'].includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}

/** @param isNewer the database has all our migrations and more */
function ofAnotherBuild(file: AppliedFile, isNewer: boolean): StorageError {
  return new StorageError(
    'DATABASE_OF_ANOTHER_BUILD',
    `The database was made by ${isNewer ? 'a newer' : 'an earlier'} Portcullis, which applied ${pathOf(file)}.sql.`,
    isNewer
      ? 'Start that one, or one that is newer still.'
      : 'With that one export its log, verify the export and keep it; then ingest again into a new database.',
  );
}

async function prepareDatabase(admin: pg.Client): Promise<void> {
  await admin.query(`
    create schema if not exists storage;
    create table if not exists storage.key_fingerprint (
      name text primary key, key_id text not null, stored_at timestamptz not null default now());
    create table if not exists storage.migration_hash (
      source text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (source, name));
    ${doneActsSql}`);
}

async function migrateSource(
  admin: pg.Client,
  source: MigratedSchema,
  { files, pending }: Readonly<Record<'files' | 'pending', readonly MigrationFile[]>>,
  folder: string,
): Promise<void> {
  // Loaded late: the library takes longer to load than all of a warm start.
  const { runner } = await import('node-pg-migrate');
  await admin.query(`create schema if not exists ${source}`);
  await grantRights(admin, source);
  try {
    await runner({
      dbClient: admin,
      dir: folder,
      ignorePattern: '(?!\\d+_.*\\.sql$).*',
      direction: 'up',
      schema: source,
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

/** Gives the library each file's text with its includes; there are no down migrations. */
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

/** Names the settings, since each schema may be in a database of its own. */
function unreachable(cause: unknown, sources: readonly MigratedSchema[]): StorageError {
  const code = errorCode(cause);
  // These two are always in the common database.
  const isCommon = sources.length === 0 || sources.includes('ingest') || sources.includes('gateway');
  const settings = isCommon ? ['DATABASE_URL'] : sources.map((source) => `DATABASE_URL_${source.toUpperCase()}`);
  return new StorageError(
    'DATABASE_UNREACHABLE',
    `The database cannot be reached or used for migrations${code ? ` (${code})` : ''}.`,
    `Check ${settings.join(' or ')}${isCommon ? ' or DATABASE_URL_ADMIN' : ''}, that the server runs, and that its role may create schemas.`,
    cause,
  );
}
