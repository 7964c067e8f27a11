import { type Command, InvalidArgumentError } from 'commander';
import { badUserInput } from '../../../schema/errors.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import type { Output } from '../../output/printLine.js';
import { leaf } from './leaf.js';

/** Entries between two lines of progress. */
const between = 5000;

/** `portcullis policy diff [OLD] NEW`: who gains and who loses by another policy, or whose answers of the last days would change. */
export function diffCommand(): Command {
  const command = leaf(
    'diff',
    'say who gains and who loses of what, on which records, where one policy takes the place of another; with --log, whose answers of the last days would be other',
    async (output, command) => {
      const [next = '', more, ...others] = [...command.args].reverse();
      const [before, after] = more === undefined ? [undefined, next] : [more, next];
      if (others.length > 0) throw badUserInput('There are more than two directories.', { at: 'directories' });
      if (command.opts().log !== undefined) return await decideLogAgain(output, command, before, after);
      const { printDiff } = await import('../../policy/diff.js');
      return printDiff(output, before ?? settingsOf(command).settings.policyDir, after);
    },
  )
    .argument(
      '<directories...>',
      'policy directories: OLD NEW; or NEW, of which OLD is the one in force (--policy-dir)',
    )
    .option('--log <days>', 'decide again what the log says was decided, so many days back from now', toDays)
    .option('--agency <id>', 'with --log: the agency of the auditor whose entries, bodies and all, are decided again')
    .option('--case <reference>', 'with --log: the case that the auditor states')
    .option('--operator <name>', 'with --log: who runs this, for the audit log; default: the user of the system');
  return withSettings(command, dataSettings);
}

async function decideLogAgain(
  output: Output,
  command: Command,
  before: string | undefined,
  directory: string,
): Promise<number> {
  const { log: days, agency, case: caseReference } = command.opts();
  if (before !== undefined) throw badUserInput('What the log has was decided by one policy.', { at: 'directories' });
  if (agency === undefined) throw badUserInput('Nobody was named whose auditor looks.', { at: '--agency' });
  const { runSimulate } = await import('../../policy/simulate.js');
  const { operator } = await statedBy(command);
  const progress = (entries: number): void => {
    if (entries % between === 0) console.error(`${entries} entries are read`);
  };
  const asked = { directory, days, agency, caseReference, operator, progress };
  return await runSimulate(settingsOf(command).settings, { ...output, ...asked });
}

function toDays(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number of days from 1 to 9999.');
}
