import { resolve } from 'node:path';
import { badUserInput } from '../../schema/errors.js';
import { version } from '../../schema/files.js';
import { openActList } from '../../storage/acts/actList.js';
import { takeBackup } from '../../storage/backup/takeBackup.js';
import { superuser } from '../../storage/embedded/cluster.js';
import { dataLayout } from '../../storage/embedded/layout.js';
import { withCommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { commandEnding } from '../lifecycle.js';
import { beginAct } from '../operatorLog/operatorAct.js';
import { createOperatorLog } from '../operatorLog/operatorLog.js';
import { type Output, print } from '../output/printLine.js';
import { openBar } from '../output/progress.js';

/** Options of `portcullis backup`. */
export interface BackupCommand extends Output {
  /** Folder of backups. */
  readonly folder: string;
  readonly operator: string;
}

/**
 * Backs up the embedded database, logged before and after. Keys and heads are not in a backup.
 *
 * @throws BAD_USER_INPUT for a PostgreSQL of one's own; AUDIT_UNAVAILABLE: then nothing is copied; what `takeBackup` throws
 */
export async function runBackup(settings: Settings, command: BackupCommand): Promise<void> {
  const folder = resolve(command.folder);
  await withCommandContext(settings, async (context, log) => {
    const { databases, dataDirectory, keys } = context;
    if (!databases.embedded) {
      const hint = 'Back it up with its own tools: docs/operations/backup.md.';
      throw badUserInput('This deployment has a PostgreSQL of its own.', { hint });
    }
    const adminUrl = databases.embedded.connectionString(superuser, 'postgres');
    const bar = command.json ? null : await openBar(barFormat('backup'));
    const act = { act: 'backup', ...beginAct('backup', command.operator), facts: { folder } } as const;
    const taken = await createOperatorLog(settings, context, log).perform(act, async () => {
      const value = await takeBackup({
        adminUrl,
        folder,
        layout: dataLayout(dataDirectory),
        link: keys.link,
        acts: await openActList(context.headsDirectory, keys.link).position(),
        build: version(),
        onProgress: (done, total) => bar?.show(done, total),
        signal: commandEnding,
      }).finally(() => bar?.stop());
      const { name, bytes, manifest } = value;
      return { value, facts: { name, bytes, stopLsn: manifest.stopLsn } };
    });
    const { name, path, bytes, manifest } = taken;
    const { completedAt, stopLsn, files } = manifest;
    print(command, { name, path, completedAt, stopLsn, files: files.length, bytes }, () => [
      `${path}: ${files.length} files, ${Math.ceil(bytes / 1e6)} MB, as of ${completedAt}.`,
      'Keys and heads are not in it: keep them elsewhere.',
    ]);
  });
}

/** Format of the bar of a command that copies. */
export function barFormat(name: string): string {
  return `${name} {bar} {percentage} %, {eta_formatted} left`;
}
