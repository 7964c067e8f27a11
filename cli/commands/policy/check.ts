import { Command } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** `portcullis policy check`: whether a start would take a policy directory. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description(
      'check a policy directory whole, against the schema, as a start does; each mistake with its file and line',
    )
    .option(
      '--supergraph <file>',
      'a supergraph to check it against, foreign where the directory has coordinates.yaml; default: the one of the product',
    )
    .option('--json', 'print one JSON object');
  return withSettings(command, ['policyDir']).action(async () => {
    const { supergraph, json } = command.opts();
    const { policyDir } = settingsOf(command).settings;
    await answering(json === true, async () => {
      const { checkPolicy } = await import('../../policy/check.js');
      process.exitCode = checkPolicy({
        policyDir,
        supergraph,
        json: json === true,
        out: printLine,
        warn: console.error,
      });
    });
  });
}
