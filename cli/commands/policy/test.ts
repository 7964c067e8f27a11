import { Command } from 'commander';
import { badUserInput } from '../../../schema/errors.js';
import { settingsOf, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** `portcullis policy test`: whether a policy directory does what is written beside it, and what would notice a change. */
export function testCommand(): Command {
  const command = new Command('test')
    .description(
      'try the sentences and cases of a policy directory, compare what it decides with what was approved, and change each word of it to see what notices',
    )
    .option('--cases <directory>', 'the cases; default: cases/ of the policy directory')
    .option('--coverage', 'list each cell, with how far cases decide it')
    .option('--approve', 'write what the policy decides as approved, and try no changes')
    .option('--by <name>', 'with --approve: first and last name of who approves')
    .option('--reference <text>', 'with --approve: where the approval stands')
    .option('--json', 'print one JSON object');
  return withSettings(command, ['policyDir']).action(async () => {
    const { cases, approve, by, reference, coverage, json } = command.opts();
    const { policyDir } = settingsOf(command).settings;
    const stated = { policyDir, cases, json: json === true, out: printLine };
    await answering(stated.json, async () => {
      if (approve) {
        const { approvePolicy } = await import('../../policy/approve.js');
        process.exitCode = approvePolicy({ ...stated, by, reference });
        return;
      }
      if (by !== undefined || reference !== undefined)
        throw badUserInput('Who approves was stated, and nothing is approved.', { at: '--by', hint: 'Add --approve.' });
      const { testPolicy } = await import('../../policy/test.js');
      const { openTestMeter } = await import('../../policy/testMeter.js');
      const meter = await openTestMeter(process.stderr.isTTY === true);
      try {
        process.exitCode = testPolicy({ ...stated, coverage: coverage === true, progress: meter.show });
      } finally {
        meter.stop();
      }
    });
  });
}
