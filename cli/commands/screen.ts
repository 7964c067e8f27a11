import { Command, Option } from 'commander';
import { purposes, roles } from '../../policy/types.js';
import { dataSettings, givenOf, listenerSettings, settingsOf, withSettings } from '../options.js';
import { toCount } from './arguments.js';
import { withJson } from './command.js';

/** `portcullis screen FILE`: searches a file of names in everything that an agency may see. */
export function screenCommand(): Command {
  const command = new Command('screen')
    .description(
      'search each line of a file (JSON Lines or CSV) among persons, organizations and ships; resumes where it was stopped',
    )
    .argument('<file>', 'name, birthDate, nationality, document, kind, ref ...; - is standard input')
    .requiredOption(
      '--output <file>',
      'answers as JSON Lines, in the order of the lines; an existing file is continued',
    )
    .requiredOption('--agency <id>', 'agency that asks, e.g. EU-SANCTIONS-DESK')
    .addOption(new Option('--purpose <purpose>', 'purpose of the search').choices([...purposes]).makeOptionMandatory())
    .addOption(new Option('--role <role>', 'role that asks').choices([...roles]).default('ANALYST'))
    .option('--case-reference <reference>', 'reference of the case, where the purpose needs one')
    .option('--first <n>', 'most matches of each line', toCount, 5)
    .option('--certificate <folder>', 'write what was searched, and how, for each line without a match or hit')
    .option(
      '--url <url>',
      'GraphQL endpoint of a gateway; default: the one on this data directory, or one in this process',
    )
    .option('--token <file>', 'file with a token for --url; default: a development token of this data directory');
  withSettings(withJson(command), [...dataSettings, ...listenerSettings]);
  return command.action(async (path: string, { output, agency, purpose, role, first, json }) => {
    const { exitCodeOf, runScreen } = await import('../screen/runScreen.js');
    const result = await runScreen({
      ...{ settings: settingsOf(command).settings, path, output, role, first, json: json === true },
      ...{ asker: { agency, purpose, ...givenOf(command, 'caseReference') }, out: console.log },
      ...givenOf(command, 'certificate', 'url', 'token'),
    });
    process.exitCode = exitCodeOf(result);
  });
}
