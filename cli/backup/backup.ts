import { resolve } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { version } from '../../schema/files.js';
import { openActList } from '../../storage/acts/actList.js';
import { type Old, removeOld } from '../../storage/backup/removeOld.js';
import { type TakenBackup, takeBackup } from '../../storage/backup/takeBackup.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { backupPrefix } from '../../storage/inspection/backedUp.js';
import { isStorageError, StorageError } from '../../storage/storageError.js';
import { type CommandContext, withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { type CopiedKeys, copyKeys } from '../keys/copyKeys.js';
import { commandEnding } from '../lifecycle.js';
import { beginAct, type OperatorLog } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { openBar } from '../output/progress.js';

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
    const adminUrl = embedded.connectionString(superuser, 'postgres');
    const backing = { settings, context, command, folder, operatorLog: createOperatorLog(settings, context, log) };
    const { name, path, bytes, manifest, keys } = await back(backing, adminUrl, keepMs);
    const { completedAt, stopLsn, files } = manifest;
    const old = periodMs === undefined ? undefined : await removeOlder(backing, { path, asOf: completedAt, periodMs });
    const removed = old && { removed: old.backups, removedSegments: old.segments.length, others: old.others };
    print(command, { name, path, completedAt, stopLsn, files: files.length, bytes, keys, ...removed }, () => [
      `${path}: ${files.length} files, ${Math.ceil(bytes / 1e6)} MB, as of ${completedAt}.`,
      'Keys and heads are not in it: keep them elsewhere.',
      `${keys.path}: the keys of the log's entries, to be removed in ${command.keepKeys.slice(0, -1)} days.`,
      ...(old ? describeOld(old) : []),
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
}

async function back(
  { context, command, folder, operatorLog }: Backing,
  adminUrl: string,
  keepMs: number,
): Promise<TakenBackup & { readonly keys: CopiedKeys }> {
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
    const { name, bytes, manifest } = taken;
    const copied = await copyKeys(context, { folder, name, keepMs });
    const facts = { name, bytes, stopLsn: manifest.stopLsn, keys: copied.nodes, removedKeys: copied.removed };
    return { value: { ...taken, keys: copied }, facts };
  });
}

async function removeOlder(
  { settings, context, command, folder, operatorLog }: Backing,
  { path, asOf, periodMs }: { readonly path: string; readonly asOf: string; readonly periodMs: number },
): Promise<Old> {
  const archive = settings.walArchive && resolve(settings.walArchive);
  const looked = { folder, root: context.dataDirectory, link: context.keys.link, archive, asOf, periodMs };
  try {
    return await removeOld(looked, async ({ backups, segments }, remove) => {
      const facts = { folder, backups, segments: segments.length };
      // Another prefix than that of a backup: its outcome is no backup.
      const act = { act: 'backupRemove', ...beginAct('removal', command.operator), facts } as const;
      await operatorLog.perform(act, async () => ({ value: remove() }));
    });
  } catch (error) {
    if (!isStorageError(error)) throw error;
    const message = `${path} stands, but what is too old was not removed: ${error.message}`;
    throw new StorageError(error.code, message, error.hint, error);
  }
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

/** Format of the bar of a command that copies. */
export function barFormat(name: string): string {
  return `${name} {bar} {percentage} %, {eta_formatted} left`;
}
