import type { Command } from 'commander';
import { badUserInput } from '../../../schema/errors.js';
import { settingsOf, withSettings } from '../../options.js';
import { paced } from '../../output/progress.js';
import { verdictCommand } from '../command.js';

/** `portcullis policy check`: whether a start would accept a policy directory, and whether it does what is written beside it. */
export function checkCommand(): Command {
  const command = verdictCommand(
    'check',
    'check a policy directory as a start does, run the sentences and cases beside it, and compare its decisions with the approved ones',
    async (output, command) => {
      const { approve, by, reference, ...asked } = command.opts();
      const stated = { ...output, ...asked, policyDir: settingsOf(command).settings.policyDir };
      if (approve) {
        const { approvePolicy } = await import('../../policy/approve.js');
        return approvePolicy({ ...stated, cases: asked.cases, by, reference });
      }
      if (by !== undefined || reference !== undefined)
        throw badUserInput('An approver was named, and nothing is approved.', { at: '--by', hint: 'Add --approve.' });
      const { checkPolicy } = await import('../../policy/check.js');
      const progress = paced((done: number, all: number) =>
        console.error(`${done} of ${all} changes of one word are tried`),
      );
      return checkPolicy({ ...stated, warn: console.error, progress });
    },
  )
    .option(
      '--supergraph <file>',
      "check it against this supergraph, foreign where the directory has coordinates.yaml; default: the product's",
    )
    .option('--cases <directory>', 'the cases; default: cases/ of the policy directory')
    .option('--mutations', 'also change each word of the policy, to see whether a case notices; takes a while')
    .option('--coverage', 'as --mutations, and list each cell with how far cases decide it')
    .option('--approve', 'record what the policy decides as approved, where every case passes')
    .option('--by <name>', 'with --approve: first and last name of the approver')
    .option('--reference <text>', 'with --approve: where the approval is on file');
  return withSettings(command, ['policyDir']);
}
