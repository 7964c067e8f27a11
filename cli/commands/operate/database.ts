import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis database`: its roles, and the draft of its next migration. */
export function databaseCommand(): Command {
  return new Command('database')
    .description('the PostgreSQL: make its roles, draft its next migration')
    .addCommand(prepareCommand())
    .addCommand(draftCommand());
}

function draftCommand(): Command {
  const command = new Command('draft').description(
    'print a first draft of the migration that makes the tables what schema/records describes',
  );
  return withSettings(command, dataSettings).action(async () => {
    const { printDraft } = await import('../../operate/draftMigration.js');
    await printDraft(settingsOf(command).settings, console.log);
  });
}

function prepareCommand(): Command {
  const command = new Command('prepare')
    .description('make the roles and rights that we log in with, as DATABASE_URL_ADMIN says; empty or filled')
    .option('--print', 'print the statements, for anyone who may run them; they hold no password');
  return withSettings(command, ['databasePasswords', 'logLevel']).action(async () => {
    const { prepareDatabase } = await import('../../operate/prepareDatabase.js');
    const { settings } = settingsOf(command);
    await prepareDatabase({ settings, print: command.opts().print === true, out: console.log });
  });
}
