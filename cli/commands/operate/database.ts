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
  const command = new Command('draft')
    .description('print a first draft of the migration that makes the tables what schema/records describes')
    .addHelpText('after', '\nExamples:\n  portcullis database draft > storage/migrations/cargo/0008_incoterm.sql\n');
  return withSettings(command, dataSettings).action(async () => {
    const { printDraft } = await import('../../operate/draftMigration.js');
    await printDraft(settingsOf(command).settings, console.log);
  });
}

function prepareCommand(): Command {
  const command = new Command('prepare')
    .description('make the roles and rights that we log in with, as DATABASE_URL_ADMIN says; empty or filled')
    .option('--print', 'print the statements, for whoever may run them; they hold no password')
    .addHelpText('after', examples);
  return withSettings(command, ['databasePasswords', 'logLevel']).action(async () => {
    const { prepareDatabase } = await import('../../operate/prepareDatabase.js');
    const { settings } = settingsOf(command);
    await prepareDatabase({ settings, print: command.opts().print === true, out: console.log });
  });
}

const examples = `
Examples:
  DATABASE_URL_ADMIN=postgres://dba@db.example/portcullis portcullis database prepare --database-passwords /etc/portcullis/database.json
  portcullis database prepare --print --database-passwords /etc/portcullis/database.json | psql -d portcullis

Then, without the administrator:
  DATABASE_URL=postgres://db.example/portcullis PORTCULLIS_DATABASE_PASSWORDS=/etc/portcullis/database.json portcullis serve
`;
