import type { Command } from 'commander';
import { badUserInput } from '../../../schema/errors.js';
import { settingsOf, withSettings } from '../../options.js';
import { leaf } from './leaf.js';

/** Milliseconds between two lines of progress. */
const pause = 5000;

/** `portcullis policy check`: whether a start would take a policy directory, and whether it does what is written beside it. */
export function checkCommand(): Command {
  const command = leaf(
    'check',
    'check a policy directory whole, as a start does, try the sentences and cases written beside it, and compare what it decides with what was approved',
    async (output, command) => {
      const { approve, by, reference, ...asked } = command.opts();
      const stated = { ...output, ...asked, policyDir: settingsOf(command).settings.policyDir };
      if (approve) {
        const { approvePolicy } = await import('../../policy/approve.js');
        return approvePolicy({ ...stated, cases: asked.cases, by, reference });
      }
      if (by !== undefined || reference !== undefined)
        throw badUserInput('Who approves was stated, and nothing is approved.', { at: '--by', hint: 'Add --approve.' });
      const { checkPolicy } = await import('../../policy/check.js');
      return checkPolicy({ ...stated, warn: console.error, progress: tellOfProgress() });
    },
  )
    .option(
      '--supergraph <file>',
      'a supergraph to check it against, foreign where the directory has coordinates.yaml; default: the one of the product',
    )
    .option('--cases <directory>', 'the cases; default: cases/ of the policy directory')
    .option('--mutations', 'change each word of it too, to see whether something notices; takes a while')
    .option('--coverage', 'with the same, list each cell with how far cases decide it')
    .option('--approve', 'write what the policy decides as approved, where what is written holds')
    .option('--by <name>', 'with --approve: first and last name of who approves')
    .option('--reference <text>', 'with --approve: where the approval stands');
  return withSettings(command, ['policyDir']);
}

function tellOfProgress(): (done: number, all: number) => void {
  let next = Date.now() + pause;
  return (done, all) => {
    if (Date.now() < next) return;
    next = Date.now() + pause;
    console.error(`${done} of ${all} changes of one word are tried`);
  };
}
