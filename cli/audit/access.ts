import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { AuditKeys } from '../../auditlog/keys.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import type { Waiting } from '../../storage/pool/waitOut.js';
import { type CommandContext, headsDirectoryOf, keysDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { waitingOf } from '../waiting.js';

/** What reading the log needs: a pool that may read it, and the keys. */
export interface AuditAccess {
  readonly pool: LogPool;
  readonly keys: AuditKeys;
  /** Folder of the heads that the writers of this deployment keep. */
  readonly heads: string;
  /** Databases of the log and of the nodes of its keys, and where those are that unwrap them, for a thread of its own. */
  readonly urls: {
    readonly url: string;
    readonly keysUrl?: string | undefined;
    readonly keysDirectory?: string | undefined;
  };
  /** How a look that takes long waits for the database. */
  readonly waiting: Waiting;
}

/** Reads the log from elsewhere, without the keys of its deployment. */
export type OutsideAccess = Omit<AuditAccess, 'keys'> & { readonly keys: Partial<AuditKeys> };

/**
 * Opens the log's database and keys for one command, and closes them. Returns the command's exit code.
 *
 * @param options.waits whether to wait for a database that is down or busy
 */
export async function withAuditLog(
  settings: Settings,
  run: (access: AuditAccess & { readonly operatorLog: OperatorLog }, context: CommandContext) => Promise<number>,
  options: { readonly waits?: boolean } = {},
): Promise<number> {
  const work = async (context: CommandContext): Promise<number> => {
    const { auditWriterUrl: url, auditKeysUrl: keysUrl } = context.databases;
    const pool = openLogPool(url, settings.logTimeoutMs);
    const { keys, keysDirectory, headsDirectory: heads } = context;
    const operatorLog = createOperatorLog(settings, context, openLog({ logLevel: 'silent' }));
    const access = {
      pool,
      keys,
      heads,
      urls: { url, keysUrl, keysDirectory },
      operatorLog,
      waiting: waitingOf(settings),
    };
    return await run(access, context).finally(() => pool.close());
  };
  return await withCommandContext(settings, work, options);
}

/** The log and the keys of its entries, opened as their owner, for what removes or rewraps them. */
export interface OwnedLog {
  readonly context: CommandContext;
  readonly logger: Logger;
  readonly db: LogPool;
  readonly store: LogPool;
}

/** Opens them for one command, and closes them. */
export async function withOwnedLog<T>(settings: Settings, work: (owned: OwnedLog) => Promise<T>): Promise<T> {
  return await withCommandContext(settings, async (context, logger) => {
    const db = openLogPool(context.databases.adminUrl('audit'), settings.logTimeoutMs);
    const store = openLogPool(context.databases.adminUrl('audit_keys'), settings.logTimeoutMs);
    const working = work({ context, logger, db, store });
    return await working.finally(() => Promise.all([db.close(), store.close()]));
  });
}

/**
 * As `withAuditLog`, where the keys of the deployment may be elsewhere: with a database URL and no keys directory, opens the
 * database alone, as any login that may read the log's tables.
 */
export async function withOutsideLog(
  settings: Settings,
  run: (access: OutsideAccess, context?: CommandContext) => Promise<number>,
  options: { readonly waits?: boolean } = {},
): Promise<number> {
  const url = settings.databaseUrlAudit ?? settings.databaseUrl;
  const directory = keysDirectoryOf(settings);
  if (url === undefined || existsSync(directory)) return await withAuditLog(settings, run, options);
  const pool = openLogPool(url, settings.logTimeoutMs);
  const { databaseUrlAuditKeys: keysUrl } = settings;
  const store = keysUrl === undefined ? null : openLogPool(keysUrl, settings.logTimeoutMs);
  const heads = headsDirectoryOf(settings, directory);
  try {
    const waiting = waitingOf(settings);
    return await run({ pool, keys: store ? { store } : {}, heads, urls: { url, keysUrl }, waiting });
  } finally {
    await pool.close();
    await store?.close();
  }
}
