import { Argument, Command } from 'commander';
import { recordSourceNames } from '../../schema/sources.js';
import { dataSettings, settingsOf, withSettings } from '../options.js';
import { printLine } from '../output/printLine.js';
import { withJson } from './command.js';

/** `portcullis database`: makes its roles, spreads sources over nodes, and completes stored records. */
export function databaseCommand(): Command {
  return new Command('database')
    .description('the PostgreSQL: make its roles, spread sources over nodes of Citus, complete stored records')
    .addCommand(prepareCommand())
    .addCommand(distributeCommand())
    .addCommand(completeCommand());
}

function prepareCommand(): Command {
  const command = new Command('prepare')
    .description(
      'make the roles and rights that Portcullis logs in with, as DATABASE_URL_ADMIN; in an empty database or a used one',
    )
    .option('--print', 'print the statements for somebody who may run them; they hold no password');
  return withSettings(command, ['databasePasswords', 'logLevel']).action(async ({ print }) => {
    const { prepareDatabase } = await import('../database/prepareDatabase.js');
    await prepareDatabase({ settings: settingsOf(command).settings, print: print === true, out: console.log });
  });
}

function distributeCommand(): Command {
  const command = new Command('distribute')
    .description('have Citus put each source on one of its nodes, whole; says where each is, and may be run again')
    .addArgument(new Argument('[sources...]', 'default: all').choices(recordSourceNames).default(recordSourceNames));
  return withSettings(withJson(command), dataSettings).action(async (sources, { json }) => {
    const { distributeDatabase } = await import('../database/distributeDatabase.js');
    await distributeDatabase({ settings: settingsOf(command).settings, sources, json: json === true, out: printLine });
  });
}

function completeCommand(): Command {
  const command = new Command('complete').description(
    'complete stored records, as servers do that may write them: names analysed by an older matcher, links not resolved yet, numbers kept of records',
  );
  return withSettings(withJson(command), dataSettings).action(async ({ json }) => {
    const { completeDatabase } = await import('../database/completeDatabase.js');
    const { withIngest } = await import('../ingest/access.js');
    const output = { json: json === true, out: printLine, progress: console.error };
    const { settings } = settingsOf(command);
    await withIngest(settings, ({ databases, policy }) =>
      completeDatabase({ databases, policy, without: settings.withoutCubes, ...output }),
    );
  });
}
