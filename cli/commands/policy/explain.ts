import { type Command, Option } from 'commander';
import { purposes, roles } from '../../../policy/types.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import { leaf } from './leaf.js';

/** `portcullis policy explain FIELD`: why somebody gets of a field what they get. */
export function explainCommand(): Command {
  const command = leaf(
    'explain',
    'say what a viewer gets of a field, at most or on one record, by which rule, and the smallest changes that would give more',
    async (output, command) => {
      const { agency, role, purpose, case: caseReference, record } = command.opts();
      const asked = { ...output, agency, role, purpose, caseReference, coordinate: command.args[0] ?? '' };
      const { settings } = settingsOf(command);
      if (record === undefined) {
        const { explainField } = await import('../../policy/explain.js');
        explainField({ policyDir: settings.policyDir, ...asked });
      } else {
        const { runExplainRecord } = await import('../../policy/explainRecord.js');
        const { operator } = await statedBy(command);
        await runExplainRecord(settings, { ...asked, record, operator });
      }
      return 0;
    },
  )
    .argument('<field>', 'Type.field, e.g. Person.birthDate')
    .requiredOption('--agency <id>', 'the agency that asks')
    .addOption(new Option('--role <role>', 'the role that it asks in').choices([...roles]).makeOptionMandatory())
    .addOption(new Option('--purpose <purpose>', 'the purpose that it states').choices([...purposes]))
    .option('--case <reference>', 'the case that it states')
    .option(
      '--record <type:id>',
      'on this record, or link to a person, of the deployment; the audit log keeps the look',
    )
    .option('--operator <name>', 'with --record: who looks, for the audit log; default: the user of the system');
  return withSettings(command, dataSettings);
}
