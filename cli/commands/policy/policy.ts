import { Command } from 'commander';
import { print } from '../../output/printLine.js';
import { verdictCommand, withUsageErrors } from '../command.js';
import { checkCommand } from './check.js';
import { diffCommand } from './diff.js';
import { showCommand } from './show.js';

/** `portcullis policy ...`: works on policy directories. */
export function policyCommand(): Command {
  const command = new Command('policy')
    .description('work on a policy directory; only diff --log and show --record read the deployment')
    .addCommand(initCommand())
    .addCommand(checkCommand())
    .addCommand(diffCommand())
    .addCommand(showCommand());
  return withUsageErrors(command);
}

function initCommand(): Command {
  return verdictCommand(
    'init',
    "copy the product's policy, with the cases that test it, into a directory of your own, for --policy-dir",
    async (output, command) => {
      const { initPolicy } = await import('../../policy/init.js');
      const created = initPolicy(command.args[0] ?? '');
      print(output, { made: created }, () => created);
      return 0;
    },
  ).argument('<directory>', 'created if it does not exist');
}
