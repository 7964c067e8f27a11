import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../options.js';
import { printLine } from '../output/printLine.js';

/** `portcullis database`: its roles, the draft of its next migration, and what is left to complete. */
export function databaseCommand(): Command {
  return new Command('database')
    .description('the PostgreSQL: make its roles, draft its next migration, complete stored records')
    .addCommand(prepareCommand())
    .addCommand(draftCommand())
    .addCommand(completeCommand());
}

function draftCommand(): Command {
  return new Command('draft')
    .description('print a first draft of the migration that makes the tables what schema/records describes')
    .action(async () => {
      const { printDraft } = await import('../database/draftMigration.js');
      await printDraft(console.log);
    });
}

function prepareCommand(): Command {
  const command = new Command('prepare')
    .description('make the roles and rights that we log in with, as DATABASE_URL_ADMIN says; empty or filled')
    .option('--print', 'print the statements, for anyone who may run them; they hold no password');
  return withSettings(command, ['databasePasswords', 'logLevel']).action(async ({ print }) => {
    const { prepareDatabase } = await import('../database/prepareDatabase.js');
    await prepareDatabase({ settings: settingsOf(command).settings, print: print === true, out: console.log });
  });
}

function completeCommand(): Command {
  const command = new Command('complete')
    .description(
      'complete stored records, as servers do that may write them: what another version of the matcher analysed, links not told yet',
    )
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { completeDatabase } = await import('../database/completeDatabase.js');
    const { withIngest } = await import('../ingest/access.js');
    await withIngest(settingsOf(command).settings, ({ databases, policy }) =>
      completeDatabase({
        ...{ databases, policy, json: command.opts().json === true },
        ...{ out: printLine, progress: console.error },
      }),
    );
  });
}
