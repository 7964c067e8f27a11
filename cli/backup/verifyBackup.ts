import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { listHeads, openHeadFile } from '../../auditlog/heads.js';
import { findNewestCheckpoint } from '../../auditlog/store/checkpoint.js';
import type { LogPool } from '../../auditlog/store/pool.js';
import { listLogs, readNewestAt } from '../../auditlog/store/rows.js';
import { readSize } from '../../auditlog/store/tree.js';
import { badUserInput } from '../../schema/errors.js';
import { writeWholeFile } from '../../schema/wholeFile.js';
import { countRecords } from '../../storage/backup/countRecords.js';
import { restoreCluster } from '../../storage/backup/restoreCluster.js';
import { prepareDataDirectory } from '../../storage/embedded/dataDirectory.js';
import { runningPostmaster, stopPostmaster } from '../../storage/embedded/postmaster.js';
import { databaseUser } from '../../storage/embedded/processUser.js';
import { type Keys, openKeys } from '../../storage/keys/keys.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { openLogPool } from '../../storage/pool/logPool.js';
import { type Databases, resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { StorageError } from '../../storage/storageError.js';
import { runAuditVerify } from '../audit/auditVerify.js';
import { withoutBodies } from '../audit/openBodies.js';
import { readKeptHead } from '../audit/trustedHeads.js';
import { dataDirectoryOf, headsDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { commandEnding, type Lifecycle, workUntilSignal } from '../lifecycle.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { openBar } from '../output/progress.js';
import { barFormat } from './backup.js';
import { checkKeyCopy, describeKeyCopy } from './checkKeyCopy.js';
import { type ChosenBackup, chooseBackup } from './chooseBackup.js';

/** Options of `portcullis backup verify`. */
export interface BackupVerifyCommand extends Output {
  /** A backup, or a folder of several; absent: the database of the settings, restored by other tools. */
  readonly folder: string | undefined;
  /** Folder for the copy; absent: beside the data directory. */
  readonly place?: string | undefined;
}

/**
 * Restores a backup into a copy that nobody can ask, reads it, verifies its logs, and removes it. The audit log is neither opened for
 * writing nor are its bodies opened. A PostgreSQL of one's own is restored by its own tools, and read alone.
 *
 * @returns exit code: 0 where it is what it should be, 1 where something is broken, 2 where something is not proven
 * @throws StorageError RESTORE_REFUSED for a folder that is not empty; what `chooseBackup` and `restoreCluster` throw
 */
export async function runBackupVerify(settings: Settings, command: BackupVerifyCommand): Promise<number> {
  const keysDirectory = keysDirectoryOf(settings);
  const keys = await openKeys(keysDirectory);
  const heads = headsDirectoryOf(settings, keysDirectory);
  const { folder } = command;
  const chosen = folder === undefined ? undefined : chooseBackup(folder, keys.link);
  if (!chosen && settings.databaseUrl === undefined)
    throw badUserInput(
      'What is to be verified?',
      'Name a backup, or with --database-url a database that was restored.',
    );
  return await workUntilSignal({
    open: (lifecycle) =>
      chosen ? openRestored(settings, chosen, command, lifecycle) : openElsewhere(settings, lifecycle),
    work: (opened) => look({ ...opened, heads, keys, chosen }, command),
  });
}

/** A database to look at, and a folder for what it is compared with. */
interface Opened {
  readonly databases: Databases;
  readonly folder: string;
}

async function openRestored(
  settings: Settings,
  chosen: ChosenBackup,
  command: BackupVerifyCommand,
  lifecycle: Lifecycle,
): Promise<Opened> {
  const copy = await openCopy(resolve(command.place ?? `${dataDirectoryOf(settings)}-verify`));
  lifecycle.add('copy', copy.remove);
  await restoreCopy(chosen, copy.dataDirectory, command.json);
  const databases = await resolveDatabases({}, { dataDirectory: copy.dataDirectory, mayCreate: false });
  lifecycle.add('database of the copy', () => databases.stop());
  return { databases, folder: copy.dataDirectory };
}

async function openElsewhere(settings: Settings, lifecycle: Lifecycle): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-verify-'));
  lifecycle.add('folder', async () => rmSync(folder, { recursive: true, force: true }));
  const databases = await resolveDatabases(settings, { dataDirectory: folder, mayCreate: false });
  lifecycle.add('database', () => databases.release());
  return { databases, folder };
}

interface Copy {
  readonly dataDirectory: string;
  readonly remove: () => Promise<void>;
}

/**
 * A place for the copy. Why a folder in a folder: what a killed verification left is known by its name, and removed here.
 *
 * @throws StorageError RESTORE_REFUSED for a place with anything else in it
 */
async function openCopy(place: string): Promise<Copy> {
  prepareDataDirectory(place, databaseUser());
  const stray = readdirSync(place).find((name) => name !== 'copy' && !name.startsWith('server.lock'));
  if (stray !== undefined)
    throw new StorageError('RESTORE_REFUSED', `${place} is not empty: it has ${stray}.`, 'Name another one with --in.');
  const lock = acquireServerLock(place);
  const dataDirectory = join(place, 'copy');
  const removeCopy = async (): Promise<void> => {
    for (const name of ['database', 'database.new']) {
      const cluster = join(dataDirectory, name, 'cluster');
      const running = runningPostmaster(cluster);
      if (running) await stopPostmaster(running.pid, cluster);
    }
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  const remove = async (): Promise<void> => {
    await removeCopy();
    lock.release();
    rmSync(place, { recursive: true, force: true });
  };
  await removeCopy();
  return { dataDirectory, remove };
}

async function restoreCopy(chosen: ChosenBackup, dataDirectory: string, json: boolean): Promise<void> {
  const bar = json ? null : await openBar(barFormat('verify'));
  const onProgress = (done: number, total: number) => bar?.show(done, total);
  await restoreCluster({ ...chosen, dataDirectory, onProgress, signal: commandEnding }).finally(() => bar?.stop());
}

/** What the copy is held to. */
interface Held extends Opened {
  /** Folder of the heads that the writers keep. */
  readonly heads: string;
  readonly keys: Keys;
  readonly chosen: ChosenBackup | undefined;
}

async function look(held: Held, command: BackupVerifyCommand): Promise<number> {
  const { databases, chosen } = held;
  await databases.assertMigrated();
  const differences = await databases.differences();
  const records = await countRecords((source) => databases.url(source));
  const pool = openLogPool(databases.auditWriterUrl);
  try {
    const { trust, later } = await findTrust(pool, held);
    const lines: string[] = [];
    const out = (line: string) => void lines.push(line);
    const keys = withoutBodies({ ...held.keys, store: databases.auditKeys });
    // Why: its last entries waited for no checkpoint since, however old the copy is.
    const asOf = (await readNewestAt(pool)) ?? undefined;
    const verifying = { pool, keys, ...trust, asOf, json: command.json, out };
    const beside = chosen ? await checkKeyCopy(chosen.backup, held.keys) : null;
    const isBroken = differences.length > 0 || beside?.isWhole === false;
    const code = Math.max(await runAuditVerify(verifying), isBroken ? 1 : 0);
    const of = chosen && { backup: chosen.backup, completedAt: chosen.manifest.completedAt };
    const audit = command.json ? JSON.parse(lines[0] ?? '{}') : undefined;
    print(
      command,
      { ...of, ...(chosen && { keys: beside }), records, later, differences: differences.length, audit },
      () => [
        ...(of
          ? [`${of.backup}, as of ${of.completedAt}: every file is as it was, and the copy was restored and read.`]
          : []),
        ...(beside ? [describeKeyCopy(beside)] : []),
        `records: ${Object.entries(records)
          .map(([source, count]) => `${source} ${count}`)
          .join(', ')}`,
        ...(differences.length > 0 ? ['BROKEN    its tables are not those that this version describes.'] : []),
        ...lines,
        ...later.map(({ log, entries }) => `${log}: ${counted(entries, 'entry', 'entries')} behind the backup.`),
      ],
    );
    return code;
  } finally {
    await pool.close();
  }
}

/**
 * The heads that the copy's logs must have: a kept one that is no longer than the log, else the newest that the log's own key signed.
 * Of a longer one it is said how many entries came later: the copy cannot have them.
 */
async function findTrust(pool: LogPool, { folder, heads }: Held) {
  const kept = join(folder, 'heads');
  const note = join(folder, 'notes');
  const notes: string[] = [];
  const later: { readonly log: string; readonly entries: number }[] = [];
  for (const log of new Set([...listHeads(heads), ...(await listLogs(pool))])) {
    const [head] = readKeptHead(heads, log).trusted;
    const size = await readSize(pool, log);
    if (head && head.size > size) later.push({ log, entries: head.size - size });
    if (head && head.size <= size) openHeadFile(kept, log).write({ ...head, log });
    else {
      const newest = await findNewestCheckpoint(pool, log);
      if (newest) notes.push(newest.note);
    }
  }
  if (notes.length > 0) writeWholeFile(note, notes.join('\n'), 'create');
  return { trust: { heads: kept, trust: notes.length > 0 ? [note] : [] }, later };
}
