import { Command, Option } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';

/** `portcullis policy matrix`: the matrix as one page. */
export function matrixCommand(): Command {
  const command = new Command('matrix')
    .description('print the matrix as one page: every cell, and on what each row rests')
    .addOption(new Option('--as <format>', 'how, for people').choices(['markdown', 'html', 'csv']).default('markdown'))
    .option('--json', 'print one JSON object: the rows as a program reads them');
  return withSettings(command, ['policyDir']).action(async () => {
    const { as, json } = command.opts();
    await answering(json === true, async () => {
      const { matrixAsJson, matrixPage } = await import('../../policy/matrix.js');
      const { policyDir } = settingsOf(command).settings;
      process.stdout.write(json === true ? matrixAsJson(policyDir) : matrixPage(policyDir, as));
    });
  });
}
