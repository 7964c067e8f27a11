import { Command } from 'commander';
import { badUserInput } from '../../schema/errors.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../options.js';
import { printLine } from '../output/printLine.js';
import { withDeployment, withJson, withVerdictExitCode } from './command.js';

/** `portcullis backup`: copies the embedded database while it serves. */
export function backupCommand(): Command {
  const command = new Command('backup')
    .description(
      'copy the embedded database, while servers run, into a new folder of that one; keys and heads are not in it',
    )
    .argument('<folder>', 'folder of backups; each is a folder in it, named by its instant')
    .option(
      '--keep <days>',
      'e.g. 14d: once the new one stands, remove older backups, and with --wal-archive what none of the others needs',
    )
    .option('--keep-keys <days>', 'remove older copies of the keys of log entries, which are beside the backups', '7d')
    .addCommand(verifyCommand());
  return withDeployment(command).action(async (folder: string) => {
    const { runBackup } = await import('../backup/backup.js');
    const { keep, keepKeys } = command.opts();
    await runBackup(settingsOf(command).settings, { folder, keep, keepKeys, ...(await statedBy(command)) });
  });
}

function verifyCommand(): Command {
  const command = withVerdictExitCode(new Command('verify'))
    .description(
      'restore a backup, with --wal-archive to its end, into a copy of this command alone; ask it, verify its logs, and remove it',
    )
    .argument('[folder]', 'a backup, or a folder of several: the newest; none with --database-url')
    .option('--in <dir>', 'an empty folder for the copy, with room for it; default: beside the data directory');
  return withSettings(withJson(command), dataSettings).action(async (folder: string | undefined) => {
    const { runBackupVerify } = await import('../backup/verifyBackup.js');
    // Why with those above: `portcullis backup` has the same options, and takes them first.
    const { in: place, json, keep } = command.optsWithGlobals();
    if (keep !== undefined)
      throw badUserInput('Nothing is removed here.', 'Leave out --keep: it is of portcullis backup.');
    const asked = { folder, place, json: json === true, out: printLine };
    process.exitCode = await runBackupVerify(settingsOf(command).settings, asked);
  });
}

/** `portcullis restore`: makes a database of a backup. */
export function restoreCommand(): Command {
  const command = new Command('restore')
    .description('make the database of an empty data directory from a backup; keys and heads come from elsewhere')
    .argument('[folder]', 'a backup, or a folder of several: the newest')
    .option(
      '--to <time>',
      'with --wal-archive: restore the state of this day or instant, UTC; default: all that is archived',
    )
    .option(
      '--redo',
      'end a restore that was stopped, or one that other tools made of a PostgreSQL of your own: take away again what was taken away since',
    )
    .option('--copies <dir>', 'with --redo: copies of the keys of log entries, which keys --renew --copies makes');
  return withDeployment(command).action(async (folder: string | undefined, { to, redo, copies }) => {
    if ((folder === undefined) !== (redo === true)) command.error('error: name a backup, or give --redo');
    if (copies !== undefined && redo !== true) command.error('error: --copies needs --redo');
    const { runRestore } = await import('../backup/restore.js');
    await runRestore(settingsOf(command).settings, { folder, to, copies, ...(await statedBy(command)) });
  });
}
