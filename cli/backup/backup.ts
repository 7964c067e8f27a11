import { resolve } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { version } from '../../schema/files.js';
import { openActList } from '../../storage/acts/actList.js';
import { holdingBackups, readBackups } from '../../storage/backup/backupsFolder.js';
import { type Old, removeOld } from '../../storage/backup/removeOld.js';
import { type TakenBackup, takeBackup } from '../../storage/backup/takeBackup.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { backupPrefix } from '../../storage/inspection/backedUp.js';
import type { FileLock } from '../../storage/locks/fileLock.js';
import { isStorageError, StorageError } from '../../storage/storageError.js';
import { type CommandContext, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { explain } from '../explain.js';
import { type CopiedKeys, copyKeys } from '../keys/copyKeys.js';
import { commandEnding } from '../lifecycle.js';
import { beginAct, type OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { barFormat, openBar } from '../output/progress.js';
import { removeLeftCopies } from './copy.js';

/** Options of `portcullis backup`. */
export interface BackupCommand extends Output {
  /** Folder of backups. */
  readonly folder: string;
  readonly operator: string;
  /** How long backups are kept, e.g. `14d`; absent: nothing is removed. */
  readonly keep?: string | undefined;
  /** How long copies of the keys of the log's entries are kept, e.g. `7d`. */
  readonly keepKeys: string;
}

/**
 * Backs up the embedded database, logged before and after. Keys and heads are not in a backup. Once the new one stands, those go that were
 * kept for long enough, with the archived log that no other needs: logged likewise.
 *
 * @throws BAD_USER_INPUT for a PostgreSQL of one's own, or a period that is none; AUDIT_UNAVAILABLE: then nothing is copied, or nothing
 *   removed; what `takeBackup` and `removeOld` throw
 */
export async function runBackup(settings: Settings, command: BackupCommand): Promise<void> {
  const folder = resolve(command.folder);
  const periodMs = command.keep === undefined ? undefined : toPeriodMs('--keep', command.keep);
  const keepMs = toPeriodMs('--keep-keys', command.keepKeys);
  await withCommandContext(settings, async (context, log) => {
    const { embedded } = context.databases;
    if (!embedded) {
      const hint = 'Back it up with its own tools: docs/operations/backup.md.';
      throw badUserInput('This deployment has a PostgreSQL of its own.', { hint });
    }
    // What cannot be removed is no reason for having no backup.
    await removeLeftCopies(folder, context.dataDirectory).catch((err) =>
      log.warn({ err }, 'what a killed backup verify left cannot be removed: it has the keys of log entries'),
    );
    const adminUrl = embedded.connectionString(superuser, 'postgres');
    const operatorLog = createOperatorLog(settings, context, log);
    const { name, path, bytes, manifest, keys, later, old } = await holdingBackups(
      folder,
      context.dataDirectory,
      (lock) =>
        backAndRemove({ settings, context, command, folder, operatorLog, lock }, adminUrl, { keepMs, periodMs }),
    );
    const { completedAt, stopLsn, files } = manifest;
    const removed = old && { removed: old.backups, removedSegments: old.segments.length, others: old.others };
    print(command, { name, path, completedAt, stopLsn, files: files.length, bytes, keys, later, ...removed }, () => [
      `${path}: ${files.length} files, ${Math.ceil(bytes / 1e6)} MB, as of ${completedAt}.`,
      'Keys and heads are not in it: keep them elsewhere.',
      `${keys.path}: the keys of the log's entries, to be removed in ${command.keepKeys.slice(0, -1)} days.`,
      ...(old ? describeOld(old) : []),
      ...later.map((each) => `${each} is dated later than now, and passes for the newest: give it another name.`),
    ]);
  });
}

/** A deployment that is backed up. */
interface Backing {
  readonly settings: Settings;
  readonly context: CommandContext;
  readonly command: BackupCommand;
  readonly folder: string;
  readonly operatorLog: OperatorLog;
  /** Of the folder, from before the new backup until old ones are gone. */
  readonly lock: FileLock;
}

/** What was done. */
interface Done extends TakenBackup {
  readonly keys: CopiedKeys;
  /** Names of own backups that are dated later than the new one: a clock is or was wrong. */
  readonly later: readonly string[];
  readonly old: Old | undefined;
}

/** @throws what failed; once the backup stands, a StorageError that says so */
async function backAndRemove(
  backing: Backing,
  adminUrl: string,
  { keepMs, periodMs }: { readonly keepMs: number; readonly periodMs: number | undefined },
): Promise<Done> {
  const standing: TakenBackup[] = [];
  try {
    const { keys, ...taken } = await back(backing, { adminUrl, keepMs, standing });
    if (!('path' in keys)) throw keys.failed;
    const later = readBackups(backing.folder, backing.context.keys.link)
      .own.map(({ name }) => name)
      .filter((name) => name > taken.name);
    const asOf = taken.manifest.completedAt;
    const old = periodMs === undefined ? undefined : await removeOlder(backing, { asOf, periodMs });
    return { ...taken, keys, later, old };
  } catch (error) {
    const [taken] = standing;
    if (!taken) throw error;
    const [code, hint] = isStorageError(error) ? [error.code, error.hint] : (['BACKUP_REFUSED', ''] as const);
    const why = isStorageError(error) ? error.message : explain(error);
    throw new StorageError(code, `${taken.path} stands, but not all was done behind it: ${why}`, hint, error);
  }
}

interface Taking {
  /** A superuser of the running server. */
  readonly adminUrl: string;
  /** How long copies of the keys stay. */
  readonly keepMs: number;
  /** Takes the backup once it stands, whatever fails then. */
  readonly standing: TakenBackup[];
}

async function back(
  { context, command, folder, operatorLog, lock }: Backing,
  { adminUrl, keepMs, standing }: Taking,
): Promise<TakenBackup & { readonly keys: CopiedKeys | { readonly failed: unknown } }> {
  const { dataDirectory, keys, headsDirectory } = context;
  const bar = command.json ? null : await openBar(barFormat('backup'));
  const act = { act: 'backup', ...beginAct(backupPrefix, command.operator), facts: { folder } } as const;
  return await operatorLog.perform(act, async () => {
    const taken = await takeBackup({
      adminUrl,
      folder,
      layout: dataLayout(dataDirectory),
      link: keys.link,
      acts: await openActList(headsDirectory, keys.link).position(),
      build: version(),
      onProgress: (done, total) => bar?.show(done, total),
      signal: commandEnding,
    }).finally(() => bar?.stop());
    standing.push(taken);
    const { name, bytes, manifest } = taken;
    const of = { name, bytes, stopLsn: manifest.stopLsn };
    // Why caught: the backup stands, and its outcome says so.
    const copying = copyKeys(context, { folder, name, keepMs, held: lock });
    const copied = await copying.catch((failed: unknown) => ({ failed }));
    const beside = 'path' in copied ? { keys: copied.nodes, removedKeys: copied.removed } : { keys: null };
    return { value: { ...taken, keys: copied }, facts: { ...of, ...beside } };
  });
}

async function removeOlder(
  { settings, context, command, folder, operatorLog }: Backing,
  { asOf, periodMs }: { readonly asOf: string; readonly periodMs: number },
): Promise<Old> {
  const archive = settings.walArchive && resolve(settings.walArchive);
  const looked = { folder, link: context.keys.link, archive, asOf, periodMs };
  return await removeOld(looked, async ({ backups, segments }, remove) => {
    const facts = { folder, backups, segments: segments.length };
    // Another prefix than that of a backup: its outcome is no backup.
    const act = { act: 'backupRemove', ...beginAct('removal', command.operator), facts } as const;
    await operatorLog.perform(act, async () => ({ value: remove() }));
  });
}

function describeOld({ backups, segments, others }: Old): readonly string[] {
  const segmentsToo = segments.length > 0 ? `, and ${counted(segments.length, 'archived segment')}` : '';
  return [
    `Removed as too old: ${counted(backups.length, 'backup')}${segmentsToo}.`,
    ...others.map((name) => `Not of this deployment, and left alone: ${name}`),
  ];
}

/** @throws BAD_USER_INPUT */
function toPeriodMs(option: string, text: string): number {
  const [, days] = /^([1-9]\d{0,4})d$/.exec(text) ?? [];
  if (days === undefined)
    throw badUserInput(`${option} ${text} is no number of days.`, { hint: `Write it so: ${option} 14d.` });
  return Number(days) * 86_400_000;
}
