import { resolve } from 'node:path';
import { listHeads } from '../../auditlog/heads.js';
import { readSize } from '../../auditlog/store/tree.js';
import { badUserInput } from '../../schema/errors.js';
import { restoreCluster } from '../../storage/backup/restoreCluster.js';
import { openKeys } from '../../storage/keys/keys.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { withAuditLog } from '../audit/access.js';
import { toInstant } from '../audit/outside/auditExport.js';
import { readKeptHead } from '../audit/trustedHeads.js';
import { dataDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { commandEnding } from '../lifecycle.js';
import { type Output, print } from '../output/printLine.js';
import { openBar } from '../output/progress.js';
import { barFormat } from './backup.js';
import { chooseBackup } from './chooseBackup.js';

/** Options of `portcullis restore`. */
export interface RestoreCommand extends Output {
  /** A backup, or a folder of several. */
  readonly folder: string;
  /** Day or instant, UTC, to restore to. */
  readonly to?: string | undefined;
}

/**
 * Makes the database of an empty data directory from a backup, and says by the kept heads which entries it lacks. Heads never come
 * from a backup: a log that lacks signed entries is not written again until somebody decides.
 *
 * @throws StorageError KEY_MISSING without the keys; what `chooseBackup` and `restoreCluster` throw
 */
export async function runRestore(settings: Settings, command: RestoreCommand): Promise<void> {
  const dataDirectory = dataDirectoryOf(settings);
  const archive = settings.walArchive && resolve(settings.walArchive);
  const to = toDate(command.to, archive);
  const { link } = await openKeys(keysDirectoryOf(settings, dataDirectory));
  const chosen = chooseBackup(command.folder, link, to);
  const bar = command.json ? null : await openBar(barFormat('restore'));
  const lock = acquireServerLock(dataDirectory);
  try {
    const onProgress = (done: number, total: number) => bar?.show(done, total);
    const restoring = { ...chosen, dataDirectory, archive, to, onProgress, signal: commandEnding };
    await restoreCluster(restoring).finally(() => bar?.stop());
  } finally {
    lock.release();
  }
  const logs = await compareHeads({ ...settings, data: dataDirectory });
  const { backup, manifest } = chosen;
  const asOf = to?.toISOString() ?? (archive === undefined ? manifest.completedAt : null);
  print(command, { backup, asOf, dataDirectory, logs }, () => [
    `Restored from ${backup}, ${asOf === null ? 'to the end of the archive' : `as of ${asOf}`}.`,
    ...describe(settings, logs),
  ]);
}

function toDate(text: string | undefined, archive: string | undefined): Date | undefined {
  const instant = toInstant(text, '--to');
  if (instant === null) return undefined;
  if (archive !== undefined) return new Date(instant);
  throw badUserInput('--to needs the archive of the write-ahead log.', 'Name it with --wal-archive.');
}

/** A log of which a head is kept: how many entries were signed, and how many the restored database has. */
interface ComparedLog {
  readonly log: string;
  readonly kept: number;
  readonly restored: number;
}

async function compareHeads(settings: Settings): Promise<readonly ComparedLog[]> {
  const compared: ComparedLog[] = [];
  await withAuditLog(settings, async ({ pool, heads }) => {
    for (const log of listHeads(heads)) {
      const [head] = readKeptHead(heads, log).trusted;
      if (head) compared.push({ log, kept: head.size, restored: await readSize(pool, log) });
    }
    return 0;
  });
  return compared;
}

function describe({ logId }: Settings, logs: readonly ComparedLog[]): readonly string[] {
  const shorter = logs.filter(({ kept, restored }) => restored < kept);
  return [
    ...shorter.map(
      ({ log, kept, restored }) =>
        `${log}: the last ${kept - restored} of ${kept} entries are lost; their answers had left.`,
    ),
    ...(shorter.length > 0
      ? [`Let a new log follow: portcullis audit adopt --new-log ${logId}-2, and serve with --log-id ${logId}-2.`]
      : []),
    ...(logs.length === 0
      ? ['No head of a log is kept here: put the folder of heads back before anything starts.']
      : []),
  ];
}
