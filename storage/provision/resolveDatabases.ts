import { resolve } from 'node:path';
import type { LogPool } from '../../auditlog/store/pool.js';
import { records } from '../../schema/records/index.js';
import { type DatabaseSetting, databaseSetting, type SourceName, sourceNames } from '../../schema/sources.js';
import type { Places } from '../acts/doneActs.js';
import { archiveLater, archiveSettings } from '../backup/archive.js';
import { superuser } from '../embedded/cluster.js';
import type { ReviverLog } from '../embedded/reviver.js';
import {
  type EmbeddedOptions,
  type EmbeddedServer,
  embeddedDatabase,
  findEmbedded,
  startEmbedded,
} from '../embedded/start.js';
import { listMigrations, migrate } from '../migrations/migrate.js';
import { openLogPool } from '../pool/logPool.js';
import {
  auditKeysRole,
  auditWriterRole,
  gatewayRole,
  ingestRole,
  limitsRole,
  ownerRole,
  sourceRole,
  withAdmin,
} from '../roles.js';
import { databaseMissing, isStorageError, StorageError } from '../storageError.js';
import { type Difference, findDifferences } from '../tables/compare.js';
import { type MigratedSchema, migratedSchemas } from '../types.js';
import { createLogins } from './logins.js';
import { provisionEmbedded } from './provision.js';

/** The operator's connection strings; if all are absent, the embedded server is used. */
export interface DatabaseSettings extends Readonly<Partial<Record<DatabaseSetting, string | undefined>>> {
  readonly databaseUrl?: string | undefined;
  readonly databaseUrlAdmin?: string | undefined;
  /** Of the keys of the audit log's entries. */
  readonly databaseUrlAuditKeys?: string | undefined;
  /** Of the limits of what viewers try. */
  readonly databaseUrlLimits?: string | undefined;
  /** File of passwords by role: a connection string without a login gets its use's role. */
  readonly databasePasswords?: string | undefined;
  /** Folder in which the embedded server archives its write-ahead log. */
  readonly walArchive?: string | undefined;
}

/** The connection string of each use. */
export interface Databases {
  /** The embedded server, if it serves any of the sources. */
  readonly embedded: EmbeddedServer | undefined;
  /** For the subgraph of a source: it reads its own schema. */
  url(source: SourceName): string;
  /** For ingest into a source, and (`ingest`) for its own runs and quarantine. */
  ingestUrl(schema: MigratedSchema): string;
  /** For the writer of the audit log. */
  readonly auditWriterUrl: string;
  /** For the keys of the audit log's entries: for its writer and its readers. */
  readonly auditKeysUrl: string;
  /** The same as connections, which are made at the first statement; they end with `release` or `stop`. */
  readonly auditKeys: LogPool;
  /** For the gateway's register of documents. */
  readonly gatewayUrl: string;
  /** For the limits of what viewers try: for whatever answers. */
  readonly limitsUrl: string;
  /** For migrations of a schema. */
  adminUrl(schema: MigratedSchema): string;
  /** Every database with its schemas, by the owner's URL; without limits that are apart. */
  readonly places: Places;
  /** For the keys' fingerprints: the deployment's own database. */
  readonly ownerUrl: string;
  /**
   * Migrates every schema in its database; resolves to the number of applied files. The limits' schema in a database of its own is
   * skipped if that cannot be reached, or the login may not: all else is served without it.
   */
  migrate(): Promise<number>;
  /** @throws StorageError DATABASE_MISSING, DATABASE_OUTDATED if a migration is missing */
  assertMigrated(): Promise<void>;
  /**
   * Migrations that the next start applies: `cargo/0002_counted`.
   *
   * @throws StorageError DATABASE_MISSING where nothing was applied yet; as `migrate`
   */
  pending(): Promise<readonly string[]>;
  /** How the tables of records differ from their descriptions. */
  differences(): Promise<readonly Difference[]>;
  /**
   * Restarts the embedded server from now on whenever it is gone: for a process that serves. Never resolves; rejects with one clear
   * line if that fails too often.
   */
  keepRunning(log: ReviverLog): Promise<never>;
  /** Lets go of the embedded server, which stops if no other command holds it. */
  release(): Promise<void>;
  /** Stops the embedded server even if others hold it: for `start` and `serve`. */
  stop(): Promise<void>;
}

/**
 * Finds the databases: `DATABASE_URL` for all sources, with overrides by source, `DATABASE_URL_ADMIN` for migrations; the embedded
 * server for the rest, whose login roles are made here.
 *
 * @param options.dataDirectory absolute path; see `decideDataDirectory`
 * @param options.mayCreate false: a missing embedded cluster is DATABASE_MISSING
 * @param options.isRestoring true: nothing is archived yet
 * @throws StorageError with one clear line
 */
export async function resolveDatabases(
  settings: DatabaseSettings,
  { isRestoring = false, ...options }: Omit<EmbeddedOptions, 'settings'> & { readonly isRestoring?: boolean },
): Promise<Databases> {
  const archive = settings.walArchive === undefined ? undefined : resolve(settings.walArchive);
  const embedded = needsEmbedded(settings)
    ? await startEmbedded({ ...options, settings: isRestoring ? archiveLater : archiveSettings(archive) })
    : undefined;
  try {
    return embedded ? await embeddedDatabases(settings, embedded) : ownDatabases(settings);
  } catch (error) {
    await embedded?.release();
    throw error;
  }
}

/**
 * The databases as they are, for a look beside what serves: starts, makes and holds nothing. `release` ends its connections.
 *
 * @throws StorageError with one clear line; DATABASE_UNREACHABLE if the embedded server does not run
 */
export function findDatabases(settings: DatabaseSettings, dataDirectory: string): Databases {
  if (!needsEmbedded(settings)) return ownDatabases(settings);
  const url = findEmbedded(dataDirectory);
  return describe(settings, undefined, { ownerUrl: url(superuser), url: (role) => url(role) });
}

async function embeddedDatabases(settings: DatabaseSettings, server: EmbeddedServer): Promise<Databases> {
  const ownerUrl = await provisionEmbedded(server);
  return describe(settings, server, { ownerUrl, url: (role) => server.connectionString(role, embeddedDatabase) });
}

function ownDatabases(settings: DatabaseSettings): Databases {
  const own = settings.databaseUrl ?? settings.databaseUrlAdmin ?? settings.databaseUrlAudit ?? '';
  const login = createLogins(settings.databasePasswords);
  const ownerUrl = login(settings.databaseUrlAdmin ?? own, ownerRole);
  return describe(settings, undefined, { ownerUrl, url: (role) => login(own, role) });
}

/** The database of all uses without an override. */
interface CommonDatabase {
  readonly ownerUrl: string;
  readonly url: (role: string) => string;
}

function describe(settings: DatabaseSettings, embedded: EmbeddedServer | undefined, common: CommonDatabase): Databases {
  /** The override of a schema in a database of its own, not one that only names another role of the common database. */
  const apart = (schema: MigratedSchema): string | undefined => {
    const override = overrideOf(settings, schema);
    return override !== undefined && !sameDatabase(override, common.ownerUrl) ? override : undefined;
  };
  const login = createLogins(settings.databasePasswords);
  const at = (override: string | undefined, role: string): string =>
    override === undefined ? common.url(role) : login(override, role);
  const adminUrl = (schema: MigratedSchema): string => {
    const override = apart(schema);
    return override === undefined ? common.ownerUrl : login(override, ownerRole);
  };
  const auditKeysUrl = at(settings.databaseUrlAuditKeys ?? apart('audit'), auditKeysRole);
  const auditKeys = openLogPool(auditKeysUrl);
  const limitsApart = apart('limits') === undefined ? undefined : adminUrl('limits');
  const places = byUrl(adminUrl, common.ownerUrl, limitsApart ? ['limits'] : []);
  let ended: Promise<void> | undefined;
  const endKeys = (): Promise<void> => (ended ??= auditKeys.close());
  return {
    embedded,
    places,
    ownerUrl: common.ownerUrl,
    auditWriterUrl: at(settings.databaseUrlAudit, auditWriterRole),
    auditKeysUrl,
    auditKeys,
    gatewayUrl: common.url(gatewayRole),
    limitsUrl: at(settings.databaseUrlLimits, limitsRole),
    adminUrl,
    url: (source) => at(overrideOf(settings, source), sourceRole(source)),
    ingestUrl: (schema) => at(apart(schema), ingestRole),
    migrate: async () => (await migrateAll(places)) + (await migrateApart(limitsApart)),
    assertMigrated: () => assertAllMigrated(places),
    pending: () => listAllPending(places),
    differences: () => findAllDifferences(places),
    keepRunning: (log) => embedded?.keepRunning(log) ?? new Promise<never>(() => undefined),
    release: async () => {
      await endKeys();
      await embedded?.release();
    },
    stop: async () => {
      await endKeys();
      await embedded?.stop();
    },
  };
}

function byUrl(
  adminUrl: (schema: MigratedSchema) => string,
  ownerUrl: string,
  without: readonly MigratedSchema[],
): Places {
  // The owner's database first: it keeps the keys' fingerprints, even without a source.
  const found = new Map<string, MigratedSchema[]>([[ownerUrl, []]]);
  for (const schema of migratedSchemas) {
    if (without.includes(schema)) continue;
    const url = adminUrl(schema);
    found.set(url, [...(found.get(url) ?? []), schema]);
  }
  return found;
}

async function migrateAll(places: Places): Promise<number> {
  let applied = 0;
  for (const [url, schemas] of places) applied += await migrate(url, schemas);
  return applied;
}

/** The schema of the limits in a database of its own: 0 if it cannot be reached, or the login may only use it. */
async function migrateApart(url: string | undefined): Promise<number> {
  if (url === undefined) return 0;
  return await migrate(url, ['limits']).catch((error: unknown) => {
    if (isStorageError(error) && error.code === 'DATABASE_UNREACHABLE') return 0;
    throw error;
  });
}

async function findAllDifferences(places: Places): Promise<readonly Difference[]> {
  const all = Object.values(records);
  const found: Difference[] = [];
  for (const [url, schemas] of places) {
    const here = all.filter(({ source }) => schemas.includes(source));
    if (here.length > 0) found.push(...(await withAdmin(url, (admin) => findDifferences(admin, here))));
  }
  return found;
}

async function listAllPending(places: Places): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [url, schemas] of places) {
    const { applied, pending } = await listMigrations(url, schemas);
    if (applied === 0 && pending.length > 0) throw databaseMissing('The database has no tables of Portcullis.');
    found.push(...pending);
  }
  return found;
}

async function assertAllMigrated(places: Places): Promise<void> {
  for (const [url, schemas] of places) {
    const { applied, pending, absent } = await listMigrations(url, schemas);
    if (pending.length === 0) continue;
    if (applied === 0) throw databaseMissing('The database has no tables of Portcullis.');
    throw new StorageError(
      'DATABASE_OUTDATED',
      `The database is older than this Portcullis, and lacks its newest migrations: ${pending.length}.`,
      `Whatever serves or ingests brings it up to date: start that first.${elsewhere(absent)}`,
    );
  }
}

/** A second sentence of the hint if whole schemas are missing: a setting of this command may be missing. */
function elsewhere(absent: readonly MigratedSchema[]): string {
  const named = absent.filter((schema) => !isCommon(schema));
  const variables = named.map((schema) => `DATABASE_URL_${schema.toUpperCase()}`).join(', ');
  return variables === '' ? '' : ` Or it is elsewhere, and this command was not told: ${variables}.`;
}

function overrideOf(settings: DatabaseSettings, schema: MigratedSchema): string | undefined {
  if (isCommon(schema)) return undefined;
  if (schema === 'limits') return settings.databaseUrlLimits;
  // By default the log's keys are in the log's database.
  if (schema === 'audit_keys') return settings.databaseUrlAuditKeys ?? settings.databaseUrlAudit;
  return settings[databaseSetting(schema)];
}

/** True for a schema without a setting of its own. */
function isCommon(schema: MigratedSchema): schema is 'ingest' | 'gateway' {
  return schema === 'ingest' || schema === 'gateway';
}

/** True where the embedded server serves any of the sources. */
export function needsEmbedded(settings: DatabaseSettings): boolean {
  if (settings.databaseUrl !== undefined) return false;
  return sourceNames.some((source) => overrideOf(settings, source) === undefined);
}

/** True if two URLs differ at most in their login. */
function sameDatabase(a: string, b: string): boolean {
  return placeOf(a) === placeOf(b);
}

function placeOf(text: string): string {
  const place = text.replace('@/', '@local/');
  if (!URL.canParse(place)) return text;
  const url = new URL(place);
  const host = url.searchParams.get('host') ?? url.hostname;
  return [host, url.port || url.searchParams.get('port') || '5432', url.pathname].join('|');
}
