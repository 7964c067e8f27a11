import { Command, InvalidArgumentError, Option } from 'commander';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** Entries between two lines of progress. */
const between = 5000;

/** `portcullis policy simulate NEW --log DAYS`: whose answers of the last days would be other under another policy. */
export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description(
      'decide what the log says was decided again, by another policy, and say whose answers would be other; the audit log keeps the look',
    )
    .argument('<new>', 'policy directory')
    .requiredOption('--log <days>', 'how many days of all logs, back from now', toDays)
    .requiredOption(
      '--agency <id>',
      'the agency of the auditor: entries that it may read, bodies and all, are decided again',
    )
    .addOption(new Option('--role <role>', 'its role').choices(['AUDITOR']).default('AUDITOR'))
    .option('--case <reference>', 'the case that the auditor states')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print a JSON object a changed answer, and one of all');
  return withSettings(command, dataSettings).action(async (directory: string) => {
    const { log: days, agency, case: caseReference, json } = command.opts();
    await answering(json === true, async () => {
      const { runSimulate } = await import('../../policy/simulate.js');
      const { settings } = settingsOf(command);
      const { operator } = await statedBy(command);
      const progress = (entries: number): void => {
        if (entries % between === 0) console.error(`${entries} entries are read`);
      };
      const output = { json: json === true, out: printLine, progress };
      process.exitCode = await runSimulate(settings, { directory, days, agency, caseReference, operator, ...output });
    });
  });
}

function toDays(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number of days from 1 to 9999.');
}
