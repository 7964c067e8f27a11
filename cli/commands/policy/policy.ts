import { Command, Option } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { print } from '../../output/printLine.js';
import { withUsageErrors } from '../command.js';
import { checkCommand } from './check.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { leaf } from './leaf.js';

/** `portcullis policy ...`: the policy as a document. */
export function policyCommand(): Command {
  const command = new Command('policy')
    .description('work on a policy directory; of the deployment, only diff --log and explain --record read')
    .addCommand(initCommand())
    .addCommand(checkCommand())
    .addCommand(diffCommand())
    .addCommand(showCommand())
    .addCommand(explainCommand());
  return withUsageErrors(command);
}

function initCommand(): Command {
  return leaf(
    'init',
    'copy the policy of the product, with the cases that test it, into a directory of your own, for --policy-dir',
    async (output, command) => {
      const { initPolicy } = await import('../../policy/init.js');
      const made = initPolicy(command.args[0] ?? '');
      print(output, { made }, () => made);
      return 0;
    },
  ).argument('<directory>', 'made where there is none');
}

function showCommand(): Command {
  const command = leaf(
    'show',
    'print the matrix as one page: every cell, and on what each row rests; of a field, which agencies get what, in which roles and for which purposes',
    async (output, command) => {
      const { matrixPage, printWho } = await import('../../policy/show.js');
      const { policyDir } = settingsOf(command).settings;
      const [field] = command.args;
      if (field !== undefined) printWho(output, policyDir, field);
      else process.stdout.write(matrixPage(policyDir, output.json ? 'json' : command.opts().as));
      return 0;
    },
  )
    .argument('[field]', 'Type.field, e.g. Person.birthDate')
    .addOption(
      new Option('--as <format>', 'how the page is written').choices(['markdown', 'html', 'csv']).default('markdown'),
    );
  return withSettings(command, ['policyDir']);
}
