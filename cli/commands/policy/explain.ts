import { Command, Option } from 'commander';
import { purposes, roles } from '../../../policy/types.js';
import { settingsOf, withSettings } from '../../options.js';
import { answering } from '../../policy/answering.js';
import { printLine } from '../../printLine.js';

/** `portcullis policy explain`: why somebody gets of a field what they get. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'say what a viewer gets of a field at most, by which rule, and the smallest changes that would give more',
    )
    .argument('<field>', 'Type.field, e.g. Person.birthDate')
    .requiredOption('--agency <id>', 'the agency that asks')
    .addOption(new Option('--role <role>', 'the role that it asks in').choices([...roles]).makeOptionMandatory())
    .addOption(new Option('--purpose <purpose>', 'the purpose that it states').choices([...purposes]))
    .option('--case <reference>', 'the case that it states')
    .option('--json', 'print one JSON object');
  return withSettings(command, ['policyDir']).action(async (coordinate: string) => {
    const { agency, role, purpose, case: caseReference } = command.opts();
    const output = { json: command.opts().json === true, out: printLine };
    await answering(output.json, async () => {
      const { explainField } = await import('../../policy/explain.js');
      const { policyDir } = settingsOf(command).settings;
      explainField({ policyDir, agency, role, purpose, caseReference, coordinate, ...output });
    });
  });
}
