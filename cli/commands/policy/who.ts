import { Command } from 'commander';
import { settingsOf, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** `portcullis policy who FIELD`: who gets what of a field. */
export function whoCommand(): Command {
  const command = new Command('who')
    .description('say which agencies get what of a field, in which roles and for which purposes')
    .argument('<field>', 'Type.field, e.g. Person.birthDate')
    .option('--json', 'print one JSON object');
  return withSettings(command, ['policyDir']).action(async (field: string) => {
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      const { printWho } = await import('../../policy/who.js');
      printWho(output, settingsOf(command).settings.policyDir, field);
    });
  });
}
