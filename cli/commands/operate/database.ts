import { Command } from 'commander';
import { settingsOf, withSettings } from '../../options.js';

/** `portcullis database`: a PostgreSQL of one's own. */
export function databaseCommand(): Command {
  return new Command('database').description('a PostgreSQL of your own').addCommand(prepareCommand());
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
