import { Command } from 'commander';
import { answering } from '../../policy/answering.js';
import { print, printLine } from '../../printLine.js';
import { withUsageErrors } from '../command.js';
import { checkCommand } from './check.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { matrixCommand } from './matrix.js';
import { simulateCommand } from './simulate.js';
import { testCommand } from './test.js';
import { whoCommand } from './who.js';

/** `portcullis policy ...`: the policy as a document. */
export function policyCommand(): Command {
  const command = new Command('policy')
    .description('work on a policy directory; of the deployment, only simulate and explain --record read')
    .addCommand(checkCommand())
    .addCommand(diffCommand())
    .addCommand(testCommand())
    .addCommand(simulateCommand())
    .addCommand(matrixCommand())
    .addCommand(whoCommand())
    .addCommand(explainCommand())
    .addCommand(initCommand())
    .addCommand(schemasCommand());
  return withUsageErrors(command);
}

function initCommand(): Command {
  const command = new Command('init')
    .description(
      'copy the policy of the product, with the cases that test it, into a directory of your own, for --policy-dir',
    )
    .argument('<directory>', 'made where there is none')
    .option('--json', 'print one JSON object');
  return command.action(async (directory: string) => {
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      const { initPolicy } = await import('../../policy/init.js');
      const made = initPolicy(directory);
      print(output, { made }, () => made);
    });
  });
}

function schemasCommand(): Command {
  const command = new Command('schemas')
    .description('write policy/schemas/, by which editors complete and check the files of a policy')
    .option('--check', 'write nothing; fail where a committed file is not what would be written')
    .option('--json', 'print one JSON object');
  return command.action(async () => {
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      const { areSchemasFresh, writeSchemas } = await import('../../policy/schemas.js');
      if (command.opts().check !== true) writeSchemas();
      const fresh = areSchemasFresh();
      print(output, { fresh }, () => []);
      if (fresh) return;
      console.error('policy/schemas is stale: run `npx portcullis policy schemas` and commit it.');
      process.exitCode = 1;
    });
  });
}
