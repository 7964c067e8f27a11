import { resolve } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { openActList } from '../../storage/acts/actList.js';
import { restoreCluster } from '../../storage/backup/restoreCluster.js';
import { openKeys } from '../../storage/keys/keys.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { needsEmbedded } from '../../storage/provision/resolveDatabases.js';
import { toInstant } from '../audit/outside/auditExport.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { endRestore, type RestoreEnd } from '../kept/endRestore.js';
import { commandEnding } from '../lifecycle.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { barFormat, openBar } from '../output/progress.js';
import { type ChosenBackup, chooseBackup, describePassed } from './chooseBackup.js';

/** Options of `portcullis restore`. */
export interface RestoreCommand extends Output {
  /** A backup, or a folder of several; absent: ends a restore that was stopped once its database was in place, or that other tools made. */
  readonly folder?: string | undefined;
  readonly operator: string;
  /** Folder with copies of the keys of log entries, for a database that other tools restored. */
  readonly copies?: string | undefined;
  /** Day or instant, UTC, to restore to. */
  readonly to?: string | undefined;
}

/**
 * Makes the database of an empty data directory from a backup, does again what was taken away since, and says by the kept heads which
 * entries are lost. Heads never come from a backup. Until the end nothing answers from the database.
 *
 * @throws BAD_USER_INPUT for a backup over a PostgreSQL of one's own;
 *   StorageError KEY_MISSING without the keys; ACTS_MISSING, ACTS_DAMAGED, ACTS_TOO_SHORT, and nothing is restored; what
 *   `chooseBackup`, `restoreCluster` and `endRestore` throw
 */
export async function runRestore(settings: Settings, command: RestoreCommand): Promise<void> {
  const { folder, operator, copies } = command;
  if (folder !== undefined && !needsEmbedded(settings))
    throw badUserInput(
      'This deployment has a PostgreSQL of its own.',
      'A backup is of the embedded one: unset DATABASE_URL, or after a restore by other tools give --redo alone.',
    );
  const dataDirectory = dataDirectoryOf(settings);
  const restored = folder === undefined ? null : await restoreFrom(settings, dataDirectory, { ...command, folder });
  const keysFrom = copies === undefined ? undefined : resolve(copies);
  const end = await endRestore({ ...settings, data: dataDirectory }, operator, keysFrom);
  print(command, { ...restored, dataDirectory, ...end }, () => [
    ...(restored
      ? [`Restored from ${restored.backup}, ${untilWhen(restored.asOf)}.`, ...describePassed(restored)]
      : []),
    ...describe(settings, end),
  ]);
}

/** Makes the database, closed until its restore has ended. */
async function restoreFrom(
  settings: Settings,
  dataDirectory: string,
  { folder, to: until, json }: Pick<RestoreCommand, 'to' | 'json'> & { readonly folder: string },
): Promise<Pick<ChosenBackup, 'backup' | 'passed' | 'others'> & { readonly asOf: string | null }> {
  const archive = settings.walArchive && resolve(settings.walArchive);
  const to = toDate(until, archive);
  const keys = keysDirectoryOf(settings, dataDirectory);
  const { link } = await openKeys(keys);
  const chosen = chooseBackup(folder, link, to);
  // First: a database that may never be asked is not worth copying.
  openActList(headsDirectoryOf(settings, keys), link).since(chosen.manifest.acts);
  const bar = json ? null : await openBar(barFormat('restore'));
  const lock = acquireServerLock(dataDirectory);
  try {
    const onProgress = (done: number, total: number) => bar?.show(done, total);
    const restoring = { ...chosen, dataDirectory, archive, to, onProgress, signal: commandEnding };
    await restoreCluster(restoring).finally(() => bar?.stop());
  } finally {
    lock.release();
  }
  const { backup, manifest, passed, others } = chosen;
  return { backup, passed, others, asOf: to?.toISOString() ?? (archive === undefined ? manifest.completedAt : null) };
}

function untilWhen(asOf: string | null): string {
  return asOf === null ? 'to the end of the archive' : `as of ${asOf}`;
}

function toDate(text: string | undefined, archive: string | undefined): Date | undefined {
  const instant = toInstant(text, '--to');
  if (instant === null) return undefined;
  if (archive !== undefined) return new Date(instant);
  throw badUserInput('--to needs the archive of the write-ahead log.', 'Name it with --wal-archive.');
}

function describe({ logId }: Settings, { logId: next, left, redone, actsUntil, keys }: RestoreEnd): readonly string[] {
  const acts = Object.entries(redone).map(([kind, count]) => `${count} ${kind}`);
  const lost = left.flatMap(({ log, committed, found }) => {
    const size = committed?.size ?? 0;
    const entries = counted(size - found.size, 'entry', 'entries');
    return size > found.size ? [`${log}: the last ${entries} of ${size} are lost; their answers had left.`] : [];
  });
  return [
    ...(keys?.from ? [`Bodies of its log open by the copy of keys ${keys.from}.`] : []),
    ...(keys && keys.closed > 0
      ? [`The bodies of ${counted(keys.closed, 'day')} of its logs open no more: their auditSeal is forgotten.`]
      : []),
    `Done again, of the acts since: ${acts.length > 0 ? acts.join(', ') : 'none'}.`,
    `Their list ends at ${actsUntil}: if anything was taken away later, the list is an old copy, and that is back.`,
    ...lost,
    ...(next === logId ? [] : [`${next} follows ${logId}: serve with --log-id ${next}, commands too.`]),
  ];
}
