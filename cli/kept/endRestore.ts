import { isLeft, listHeads, newestAfter } from '../../auditlog/heads.js';
import type { LeftLog } from '../../auditlog/opening/opening.js';
import { adoptNewLog } from '../../auditlog/register/adopt.js';
import { readSize } from '../../auditlog/store/tree.js';
import { badUserInput, isPortcullisError } from '../../schema/errors.js';
import { openActList } from '../../storage/acts/actList.js';
import { countDone, findBehind } from '../../storage/acts/doneActs.js';
import { endRestoring, isInPlace, markRestoring, type Restoring, readRestoring } from '../../storage/acts/restoring.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { needsEmbedded } from '../../storage/provision/resolveDatabases.js';
import { type CommandContext, dataDirectoryOf, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { logOpening } from '../logOpening.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type KeysPutBack, putKeysBack } from './putKeysBack.js';
import { type RedoneCounts, redoActs } from './redoActs.js';

/** How a restore ended. */
export interface RestoreEnd {
  /** The instance that writes its logs from now on: another one where signed entries are lost. */
  readonly logId: string;
  /** The logs that are left, by both heads. */
  readonly left: readonly LeftLog[];
  readonly redone: RedoneCounts;
  /** When the list of acts ends, UTC ISO 8601: what was taken away later by no list is back. */
  readonly actsUntil: string | null;
  /** Null where the keys of the log's entries opened without a copy. */
  readonly keys: KeysPutBack | null;
}

/**
 * Ends a restore: decides by the kept heads whether logs go on, does again what was taken away after the backup, and only then lets
 * the database be asked. A killed one is repeated.
 *
 * @param copies folder with copies of the keys of log entries, where the restore does not know it
 * @throws BAD_USER_INPUT where nothing is being restored, or the settings name another database;
 *   StorageError ACTS_MISSING, ACTS_DAMAGED, ACTS_TOO_SHORT: the database stays closed
 */
export async function endRestore(settings: Settings, operator: string, copies?: string): Promise<RestoreEnd> {
  const dataDirectory = dataDirectoryOf(settings);
  const restoring = readRestoring(dataDirectory) ?? (await markBehind(settings, dataDirectory, copies));
  if (restoring === null)
    throw badUserInput(`Nothing is being restored in ${dataDirectory}.`, 'Name the data directory with --data.');
  // Else an empty one would be made and pass for it, or another database be taken for it.
  if (needsEmbedded(settings) !== isInPlace(dataDirectory))
    throw badUserInput(
      `There is no database in ${dataDirectory} yet, or the settings name another one.`,
      'Restore it again, from the same backup and without DATABASE_URL.',
    );
  const end = await withCommandContext(
    settings,
    async (context, log) => {
      // First: without the whole list nothing is done.
      const list = openActList(context.headsDirectory, context.keys.link);
      const acts = list.since(restoring.since);
      const actsUntil = list.newestAt();
      const keys = await putKeysBack(context, copies ?? restoring.copies);
      const { logId, left } = await follow(settings, context, log, operator, dataDirectory);
      const next = { ...settings, logId };
      const operatorLog = createOperatorLog(next, context, log, null);
      const act = { act: 'restore', ...beginAct('restore', operator), facts: { since: restoring.since } } as const;
      const redone = await operatorLog.perform(act, async () => {
        const value = await redoActs({ settings: next, context, log, operator, operatorLog }, acts);
        return { value, facts: { ...value } };
      });
      await countDone(context.databases.places, list, true);
      return { logId, left, redone, actsUntil, keys };
    },
    // Created, too: a backup of an earlier version is migrated first.
    { isRestoring: true, mayCreate: true },
  );
  // Last: a server that waits must start PostgreSQL by itself, for this one archives nothing.
  endRestoring(dataDirectory);
  return end;
}

/** Closes a deployment whose database went back by another tool. @returns null where none did */
async function markBehind(settings: Settings, dataDirectory: string, copies?: string): Promise<Restoring | null> {
  const find = async ({ databases, headsDirectory, keys }: CommandContext) =>
    await findBehind(databases.places, openActList(headsDirectory, keys.link));
  const behind = await withCommandContext(settings, find, { isRestoring: true });
  if (!behind) return null;
  const restoring = { since: behind.since, ...(copies === undefined ? {} : { copies }) };
  markRestoring(dataDirectory, restoring);
  return restoring;
}

/** Leaves logs that lack entries which their kept heads have for those of another instance. */
async function follow(
  settings: Settings,
  context: CommandContext,
  log: Parameters<Parameters<typeof withCommandContext>[1]>[1],
  operator: string,
  dataDirectory: string,
): Promise<Pick<RestoreEnd, 'logId' | 'left'>> {
  const { headsDirectory: heads } = context;
  // Why not what the settings name: an earlier restore may have left it, and its losses are not those of this one.
  const logId = newestAfter(heads, settings.logId, readRestoring(dataDirectory)?.newLog);
  const pool = openLogPool(context.databases.auditWriterUrl, settings.logTimeoutMs);
  try {
    const restoring = readRestoring(dataDirectory);
    const successor = restoring?.newLog ?? (await freeInstance(logId, heads, pool));
    if (isLeft(heads, logId) && (await readSize(pool, successor)) > 0)
      return { logId: successor, left: restoring?.left ?? [] };
    if (restoring) markRestoring(dataDirectory, { ...restoring, newLog: successor });
    const deployment = { pool, ...logOpening(context, undefined, settings), log, operator };
    const left = await adoptNewLog(deployment, { instance: logId, successor });
    if (restoring) markRestoring(dataDirectory, { ...restoring, newLog: successor, left });
    return { logId: successor, left };
  } catch (error) {
    // No log lacks an entry.
    if (isPortcullisError(error) && error.code === 'BAD_USER_INPUT') return { logId, left: [] };
    throw error;
  } finally {
    await pool.close();
  }
}

async function freeInstance(logId: string, heads: string, pool: ReturnType<typeof openLogPool>): Promise<string> {
  const base = logId.replace(/-\d+$/, '');
  const known = new Set(listHeads(heads));
  for (let number = 2; ; number += 1) {
    const name = `${base}-${number}`;
    if (name !== logId && !known.has(name) && !isLeft(heads, name) && (await readSize(pool, name)) === 0) return name;
  }
}
