import type { Command } from 'commander';
import { badUserInput } from '../../../schema/errors.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import type { Output } from '../../output/printLine.js';
import { wholeNumber } from '../arguments.js';
import { verdictCommand } from '../command.js';

/** Entries between two lines of progress. */
const between = 5000;

/** `portcullis policy diff [OLD] NEW`: who gains and who loses by another policy, or which answers of the last days would change. */
export function diffCommand(): Command {
  const command = verdictCommand(
    'diff',
    'say who gains and who loses what, on which records, when one policy replaces another; with --log, which recent answers would change',
    async (output, command) => {
      const [next = '', more, ...others] = [...command.args].reverse();
      const [before, after] = more === undefined ? [undefined, next] : [more, next];
      if (others.length > 0) throw badUserInput('There are more than two directories.', { at: 'directories' });
      if (command.opts().log !== undefined) return await decideLogAgain(output, command, before, after);
      const { printDiff } = await import('../../policy/diff.js');
      return printDiff(output, before ?? settingsOf(command).settings.policyDir, after);
    },
  )
    .argument('<directories...>', 'policy directories: OLD NEW; or NEW, compared with the one in force (--policy-dir)')
    .option(
      '--log <days>',
      'decide again what the log says was decided in so many days up to now',
      wholeNumber(1, 9999),
    )
    .option(
      '--agency <id>',
      'with --log: the agency of the auditor whose entries, with their bodies, are decided again',
    )
    .option('--case <reference>', 'with --log: the case that the auditor states')
    .option('--operator <name>', 'with --log: who runs this, for the audit log; default: the system user');
  return withSettings(command, dataSettings);
}

async function decideLogAgain(
  output: Output,
  command: Command,
  before: string | undefined,
  directory: string,
): Promise<number> {
  const { log: days, agency, case: caseReference } = command.opts();
  if (before !== undefined) throw badUserInput('The log was decided by one policy.', { at: 'directories' });
  if (agency === undefined) throw badUserInput('The agency of the auditor is missing.', { at: '--agency' });
  const { runSimulate } = await import('../../policy/simulate.js');
  const { operator } = await statedBy(command);
  const progress = (entries: number): void => {
    if (entries % between === 0) console.error(`${entries} entries are read`);
  };
  const asked = { directory, days, agency, caseReference, operator, progress };
  return await runSimulate(settingsOf(command).settings, { ...output, ...asked });
}
