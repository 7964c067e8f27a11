import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../../options.js';
import { printLine } from '../../printLine.js';

/** `portcullis database`: its roles, the draft of its next migration, and what an older one was filled by. */
export function databaseCommand(): Command {
  return new Command('database')
    .description('the PostgreSQL: make its roles, draft its next migration, complete what an older program filled')
    .addCommand(prepareCommand())
    .addCommand(draftCommand())
    .addCommand(internCommand());
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

function internCommand(): Command {
  const command = new Command('intern').description(
    'let records that an older program stored name their envelopes; beside what serves, and as often as it is stopped',
  );
  return withSettings(command, dataSettings).action(async () => {
    const { internStored } = await import('../../operate/internStored.js');
    const { withIngested } = await import('../../ingest/access.js');
    await withIngested(settingsOf(command).settings, ({ databases }) =>
      internStored({ databases, out: printLine, progress: console.error }),
    );
  });
}
