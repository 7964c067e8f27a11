import { Command, Option } from 'commander';
import { settingsOf, withSettings } from '../../options.js';

/** `portcullis policy matrix`: the matrix as one page. */
export function matrixCommand(): Command {
  const command = new Command('matrix')
    .description('print the matrix as one page: every cell, and on what each row rests')
    .addOption(new Option('--as <format>', 'how').choices(['markdown', 'html', 'csv']).default('markdown'));
  return withSettings(command, ['policyDir']).action(async () => {
    const { matrixPage } = await import('../../policy/matrix.js');
    process.stdout.write(matrixPage(settingsOf(command).settings.policyDir, command.opts().as));
  });
}
