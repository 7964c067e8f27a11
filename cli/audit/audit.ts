import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import { checkpointPublicKeys, openOwnCheckpoint } from '../../auditlog/c2sp/checkpoint.js';
import type { AuditKeys } from '../../auditlog/keys.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { createAuditReader } from '../../auditlog/store/reader.js';
import { sameHash, verifyInclusion } from '../../auditlog/verifyProof.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { type CommandContext, headsDirectoryOf, keysDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLog } from '../log.js';
import type { OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import type { Output } from '../output/printLine.js';

/** What a look at the log needs: a pool that may read it, and the keys. */
export interface AuditAccess {
  readonly pool: LogPool;
  readonly keys: AuditKeys;
  /** Folder of the heads that the writers of this deployment keep. */
  readonly heads: string;
  /** Where the log and the nodes of its keys lie, for a thread that opens connections of its own. */
  readonly urls: { readonly url: string; readonly keysUrl?: string | undefined };
}

/** A look at the log from elsewhere: without the keys of its deployment. */
export type OutsideAccess = Omit<AuditAccess, 'keys'> & { readonly keys: Partial<AuditKeys> };

/** Opens the log's database and the keys for one command, and lets go of them. Gives the command's exit code. */
export async function withAuditLog(
  settings: Settings,
  run: (access: AuditAccess & { readonly operatorLog: OperatorLog }, context: CommandContext) => Promise<number>,
): Promise<number> {
  return await withCommandContext(settings, async (context) => {
    const { auditWriterUrl: url, auditKeysUrl: keysUrl } = context.databases;
    const pool = openLogPool(url, settings.logTimeoutMs);
    const { keys, headsDirectory: heads } = context;
    const operatorLog = createOperatorLog(settings, context, openLog({ logLevel: 'silent' }));
    const access = { pool, keys, heads, urls: { url, keysUrl }, operatorLog };
    return await run(access, context).finally(() => pool.close());
  });
}

/** The log and the keys of its entries, opened as their owner: by what takes something away of them, or wraps it anew. */
export interface OwnedLog {
  readonly context: CommandContext;
  readonly logger: Logger;
  readonly db: LogPool;
  readonly store: LogPool;
}

/** Opens them for one command, and lets go of them. */
export async function withOwnedLog<T>(settings: Settings, work: (owned: OwnedLog) => Promise<T>): Promise<T> {
  return await withCommandContext(settings, async (context, logger) => {
    const db = openLogPool(context.databases.adminUrl('audit'), settings.logTimeoutMs);
    const store = openLogPool(context.databases.adminUrl('audit_keys'), settings.logTimeoutMs);
    const working = work({ context, logger, db, store });
    return await working.finally(() => Promise.all([db.close(), store.close()]));
  });
}

/**
 * As `withAuditLog`, where the keys of the deployment may be elsewhere: with a URL of the database and no keys directory, all that
 * is opened is the database, and anyone who may read the log's tables will do.
 */
export async function withOutsideLog(
  settings: Settings,
  run: (access: OutsideAccess, context?: CommandContext) => Promise<number>,
): Promise<number> {
  const url = settings.databaseUrlAudit ?? settings.databaseUrl;
  const directory = keysDirectoryOf(settings);
  if (url === undefined || existsSync(directory)) return await withAuditLog(settings, run);
  const pool = openLogPool(url, settings.logTimeoutMs);
  const { databaseUrlAuditKeys: keysUrl } = settings;
  const store = keysUrl === undefined ? null : openLogPool(keysUrl, settings.logTimeoutMs);
  const heads = headsDirectoryOf(settings, directory);
  try {
    return await run({ pool, keys: store ? { store } : {}, heads, urls: { url, keysUrl } });
  } finally {
    await pool.close();
    await store?.close();
  }
}

/** That an entry stands in its log, checked. */
export interface EntryProof {
  readonly ok: boolean;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly root: string;
  readonly hashes: readonly string[];
  /** The newest signed head, where it includes the entry. */
  readonly checkpoint: string | null;
}

/** Proves that an entry stands in its log, under the newest signed head where that includes it; null where there is none. */
export async function proveEntry(
  { pool, keys }: Pick<AuditAccess, 'pool' | 'keys'>,
  log: string,
  index: number,
): Promise<EntryProof | null> {
  const reader = createAuditReader(pool, log);
  const newest = await reader.checkpoint();
  const checkpoint = newest && openOwnCheckpoint(newest.note, log, checkpointPublicKeys(keys));
  const isSigned = checkpoint !== null && checkpoint.size > index;
  if ((await reader.entry(index)) === null) return null;
  const proof = await reader.proveInclusion(index, isSigned ? checkpoint.size : undefined);
  const { leafHash: leaf, treeSize, hashes, root } = proof;
  const isProven = verifyInclusion({ index, size: treeSize, leaf, proof: hashes, root });
  return {
    ok: isProven && (!isSigned || sameHash(root, checkpoint.root)),
    leafHash: hex(leaf),
    treeSize,
    root: hex(root),
    hashes: hashes.map(hex),
    checkpoint: isSigned ? (newest?.note ?? null) : null,
  };
}

/** Prints the inclusion proof of an entry, after checking it. Exit code 1 where there is no such entry. */
export async function runAuditProve(
  options: Pick<AuditAccess, 'pool' | 'keys'> & Output & { readonly log: string; readonly index: number },
): Promise<number> {
  const { log, index, json, out } = options;
  const proof = await proveEntry(options, log, index);
  if (proof === null) {
    out(json ? JSON.stringify({ log, index, ok: false }) : `The log ${log} has no entry ${index}.`);
    return 1;
  }
  const { ok, leafHash, treeSize, root, hashes, checkpoint } = proof;
  if (json) out(JSON.stringify({ log, index, ...proof }));
  else {
    out(`entry ${index} of ${log}: leaf ${leafHash}`);
    for (const hash of hashes) out(`  ${hash}`);
    out(`root ${root} of ${treeSize} entries${checkpoint === null ? ', not signed yet' : ', signed:'}`);
    if (checkpoint !== null) out(checkpoint.trimEnd());
    out(ok ? 'The proof verifies.' : 'The proof does NOT verify.');
  }
  return ok ? 0 : 1;
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
