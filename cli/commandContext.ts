import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { listHeads } from '../auditlog/heads.js';
import type { AuditKeys } from '../auditlog/keys.js';
import { assertCoversProduct } from '../policy/loading/closure.js';
import { validityWarnings } from '../policy/loading/legalBasis.js';
import { parsePolicy } from '../policy/loading/load.js';
import type { PolicyFiles } from '../policy/loading/mistake.js';
import { readPolicyFiles } from '../policy/loading/policyFiles.js';
import type { Policy } from '../policy/policy.js';
import { type ActList, openActList } from '../storage/acts/actList.js';
import { findBehind } from '../storage/acts/doneActs.js';
import { assertRestored, isInPlace, wentBack } from '../storage/acts/restoring.js';
import { decideDataDirectory } from '../storage/embedded/dataDirectory.js';
import { openGuardedKeys } from '../storage/keys/keyGuard.js';
import type { Keys } from '../storage/keys/keys.js';
import { waitOut } from '../storage/pool/waitOut.js';
import { assertHumbleLogins } from '../storage/provision/loginGuard.js';
import { type Databases, needsEmbedded, resolveDatabases } from '../storage/provision/resolveDatabases.js';
import { StorageError } from '../storage/storageError.js';
import { assertNoDifferences } from '../storage/tables/assert.js';
import type { Settings } from './config.js';
import { explain } from './explain.js';
import { type Lifecycle, workUntilSignal } from './lifecycle.js';
import { openLog } from './log.js';
import { toMs, waitingOf } from './waiting.js';

/** What a command that touches data needs: a migrated database, the keys, the policy. */
export interface CommandContext {
  /** Absolute path; holds the embedded server and, unless set otherwise, the keys. */
  readonly dataDirectory: string;
  readonly keysDirectory: string;
  /** Folder of the committed heads of the audit logs. */
  readonly headsDirectory: string;
  readonly databases: Databases;
  /** With the store of the keys of the audit log's entries. */
  readonly keys: Keys & Pick<AuditKeys, 'store'>;
  readonly policy: Policy;
}

/** Absolute path of the data directory. */
export function dataDirectoryOf(settings: Settings): string {
  return decideDataDirectory({ explicit: settings.data, defaultPath: './data' });
}

/** Absolute path of the keys directory. */
export function keysDirectoryOf(settings: Settings, dataDirectory: string = dataDirectoryOf(settings)): string {
  return settings.keys ?? join(dataDirectory, 'keys');
}

/** Absolute path of the folder of heads: see auditlog/heads.ts. */
export function headsDirectoryOf(settings: Settings, keysDirectory: string): string {
  return settings.heads ?? join(dirname(keysDirectory), 'heads');
}

/** How a context is opened. */
export interface CommandContextOptions {
  readonly mayCreate?: boolean;
  /** Whether to wait for a database that is down or busy; by default what may create does. */
  readonly waits?: boolean;
  /** Ends the wait for the database. */
  readonly signal?: AbortSignal;
  /** True for the end of a restore: no other command may ask a database that is being restored. */
  readonly isRestoring?: boolean;
  /** The texts of the policy; those of the settings' directory where absent. */
  readonly policyFiles?: PolicyFiles;
}

/**
 * Finds or starts the database and opens the keys. The caller closes it: `databases.release()` for a command,
 * `databases.stop()` for the server.
 *
 * @param options.mayCreate true for servers and ingest: creates database and keys where there are none, and migrates.
 *   Other commands must not, or a mistyped --data would be answered from a new, empty database
 * @throws StorageError in one line; DATABASE_MISSING, DATABASE_OUTDATED, KEY_MISSING where nothing may be created
 */
export async function openCommandContext(
  settings: Settings,
  log: Logger,
  options: CommandContextOptions = {},
): Promise<CommandContext> {
  const {
    mayCreate = false,
    isRestoring = false,
    waits = mayCreate,
    policyFiles = readPolicyFiles(settings.policyDir),
    signal,
  } = options;
  if (!isRestoring) assertRestored(dataDirectoryOf(settings));
  if (mayCreate && !isRestoring) assertNotLost(settings);
  const policy = parsePolicy(policyFiles);
  // Why before the database: a policy that does not cover the schema must change nothing.
  if (mayCreate) assertCoversProduct(policy, policyFiles);
  if (mayCreate) for (const line of validityWarnings(policy, new Date())) log.warn(line);
  const open = () => openDatabasesAndKeys(settings, log, { mayCreate, isRestoring });
  const warn = mayCreate ? (line: string) => log.warn(line) : undefined;
  const opened = waits ? await waitOut(open, waitingOf(settings, warn, signal)) : await open();
  return { ...opened, policy };
}

/**
 * Why: an empty database beside the heads of a log would only be said to be forged.
 *
 * @throws StorageError DATABASE_MISSING where the embedded database is gone, and what its logs had is not
 */
function assertNotLost(settings: Settings): void {
  if (!needsEmbedded(settings) || settings.databaseUrlAudit !== undefined) return;
  const dataDirectory = dataDirectoryOf(settings);
  const heads = headsDirectoryOf(settings, keysDirectoryOf(settings, dataDirectory));
  if (isInPlace(dataDirectory) || listHeads(heads).length === 0) return;
  throw new StorageError(
    'DATABASE_MISSING',
    `There is no database in ${dataDirectory}, and ${heads} has the heads of its logs.`,
    'Restore a backup by portcullis restore: docs/operations/restore.md. For another deployment, move the heads away.',
  );
}

/** How long an embedded server that runs may take to answer, ms: twice what a statement may, and no longer than one waits for it. */
function patienceOf({ sourceTimeoutMs, wait }: Settings): number {
  return Math.min(sourceTimeoutMs * 2, Math.max(1000, toMs(wait)));
}

async function openDatabasesAndKeys(
  settings: Settings,
  log: Logger,
  { mayCreate, isRestoring }: { readonly mayCreate: boolean; readonly isRestoring: boolean },
): Promise<Omit<CommandContext, 'policy'>> {
  const dataDirectory = dataDirectoryOf(settings);
  const keysDirectory = keysDirectoryOf(settings, dataDirectory);
  const databases = await resolveDatabases(settings, {
    dataDirectory,
    mayCreate,
    isRestoring,
    patienceMs: patienceOf(settings),
    log: { info: (message) => log.debug(message), warn: (message) => log.warn(message) },
  });
  try {
    const isGuarded = settings.production && databases.embedded === undefined;
    if (isGuarded) await assertHumbleLogins(databases);
    const applied = mayCreate ? await databases.migrate() : await databases.assertMigrated();
    // Why again: the owners of tables are known only once the tables exist.
    if (isGuarded && applied) await assertHumbleLogins(databases);
    // Why here: servers and ingest find each column by its description.
    if (mayCreate) assertNoDifferences(await databases.differences());
    const secrets = await openGuardedKeys(keysDirectory, databases.ownerUrl, { mayCreate, origin: settings.origin });
    assertOrigin(settings, secrets);
    const keys = { ...secrets, store: databases.auditKeys };
    const headsDirectory = headsDirectoryOf(settings, keysDirectory);
    if (!isRestoring) await assertNotBehind(databases, openActList(headsDirectory, keys.link));
    return { dataDirectory, keysDirectory, headsDirectory, databases, keys };
  } catch (error) {
    await databases.release();
    throw error;
  }
}

/** Why: a tool that restores a PostgreSQL knows no list of acts. @throws StorageError RESTORING */
async function assertNotBehind({ places }: Databases, list: ActList): Promise<void> {
  const behind = await findBehind(places, list);
  if (behind) throw wentBack(behind.schemas);
}

/**
 * Opens a context that is closed with the lifecycle. Where it waits for its database, an embedded one that ends is started
 * again.
 */
export async function openCommandContextFor(
  lifecycle: Lifecycle,
  settings: Settings,
  log: Logger,
  options: Omit<CommandContextOptions, 'signal' | 'policyFiles'> = {},
): Promise<CommandContext> {
  const context = await openCommandContext(settings, log, { ...options, signal: lifecycle.ending });
  lifecycle.add('database', () => context.databases.release());
  // Why errors are only logged: the work waits for its database anyway.
  if (options.waits ?? options.mayCreate)
    context.databases.keepRunning(log).catch((error: unknown) => log.error(explain(error)));
  return context;
}

/**
 * Opens the context of an existing deployment for a command, and closes it when the work is done.
 *
 * @param options.waits whether to wait for a database that is down or busy. Most commands do not: a person would rather hear at once
 */
export async function withCommandContext<T>(
  settings: Settings,
  work: (context: CommandContext, log: Logger) => Promise<T>,
  options: Omit<CommandContextOptions, 'signal' | 'policyFiles'> = {},
): Promise<T> {
  const log = openLog(settings);
  return await workUntilSignal({
    open: (lifecycle) => openCommandContextFor(lifecycle, settings, log, options),
    work: (context) => work(context, log),
  });
}

/** Why refused: others know the logs by this name. */
function assertOrigin({ origin }: Settings, keys: Keys): void {
  if (origin === undefined || origin === keys.origin) return;
  throw new Error(
    `--origin ${origin}: the logs of this deployment are called ${keys.origin ?? 'portcullis.example'}. The origin is set at the first start, once.`,
  );
}
