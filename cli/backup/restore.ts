import { listHeads } from '../../auditlog/heads.js';
import { readSize } from '../../auditlog/store/tree.js';
import { restoreCluster } from '../../storage/backup/restoreCluster.js';
import { openKeys } from '../../storage/keys/keys.js';
import { acquireServerLock } from '../../storage/locks/serverLock.js';
import { withAuditLog } from '../audit/access.js';
import { readKeptHead } from '../audit/trustedHeads.js';
import { dataDirectoryOf, keysDirectoryOf } from '../commandContext.js';
import type { Settings } from '../config.js';
import { commandEnding } from '../lifecycle.js';
import { type Output, print } from '../output/printLine.js';
import { openBar } from '../output/progress.js';
import { barFormat } from './backup.js';
import { type ChosenBackup, chooseBackup } from './chooseBackup.js';

/** Options of `portcullis restore`. */
export interface RestoreCommand extends Output {
  /** A backup, or a folder of several. */
  readonly folder: string;
}

/**
 * Makes the database of an empty data directory from a backup, and says by the kept heads which entries it lacks. Heads never come
 * from a backup: a log that lacks signed entries is not written again until somebody decides.
 *
 * @throws StorageError KEY_MISSING without the keys; what `chooseBackup` and `restoreCluster` throw
 */
export async function runRestore(settings: Settings, command: RestoreCommand): Promise<void> {
  const dataDirectory = dataDirectoryOf(settings);
  const { link } = await openKeys(keysDirectoryOf(settings, dataDirectory));
  const chosen = chooseBackup(command.folder, link);
  const bar = command.json ? null : await openBar(barFormat('restore'));
  const lock = acquireServerLock(dataDirectory);
  try {
    const onProgress = (done: number, total: number) => bar?.show(done, total);
    await restoreCluster({ ...chosen, dataDirectory, onProgress, signal: commandEnding }).finally(() => bar?.stop());
  } finally {
    lock.release();
  }
  const logs = await compareHeads({ ...settings, data: dataDirectory });
  const { backup, manifest } = chosen;
  const { completedAt } = manifest;
  print(command, { backup, completedAt, dataDirectory, logs }, () => describe(settings, chosen, logs));
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

function describe({ logId }: Settings, { manifest }: ChosenBackup, logs: readonly ComparedLog[]): readonly string[] {
  const shorter = logs.filter(({ kept, restored }) => restored < kept);
  return [
    `Restored as of ${manifest.completedAt}.`,
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
