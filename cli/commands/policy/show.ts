import { type Command, Option } from 'commander';
import { purposes, roles } from '../../../policy/types.js';
import { dataSettings, settingsOf, statedBy, withSettings } from '../../options.js';
import type { Output } from '../../output/printLine.js';
import { refuseOptions, requireOptions, verdictCommand } from '../command.js';

/** Options of one viewer of a field. */
const ofViewer = ['role', 'purpose', 'case', 'record', 'ofAsked', 'operator'];

/** `portcullis policy show [FIELD]`: the matrix, who gets a field, or what one viewer gets of it and why. */
export function showCommand(): Command {
  const command = verdictCommand(
    'show',
    'print the matrix, every cell with its legal basis; of a field, who gets it; with --agency, what a viewer gets of it and why',
    async (output, command) => {
      const { policyDir } = settingsOf(command).settings;
      const { as, agency } = command.opts();
      const [field] = command.args;
      if (field === undefined) refuseOptions(command, ['agency', ...ofViewer], 'needs a field');
      else refuseOptions(command, ['as'], 'is for the matrix');
      if (agency === undefined) refuseOptions(command, ofViewer, 'needs --agency');
      if (field !== undefined && agency !== undefined) await explain(output, command, field);
      else {
        const { matrixPage, printWho } = await import('../../policy/show.js');
        if (field === undefined) process.stdout.write(matrixPage(policyDir, output.json ? 'json' : as));
        else printWho(output, policyDir, field);
      }
      return 0;
    },
  )
    .argument('[field]', 'Type.field, e.g. Person.birthDate')
    .addOption(
      new Option('--as <format>', 'how the matrix is written').choices(['markdown', 'html', 'csv']).default('markdown'),
    )
    .option('--agency <id>', 'explain what this agency gets, by which rule, and the smallest changes that give more')
    .addOption(new Option('--role <role>', 'with --agency: the role that asks').choices([...roles]))
    .addOption(new Option('--purpose <purpose>', 'with --agency: the stated purpose').choices([...purposes]))
    .option('--case <reference>', 'with --agency: the stated case')
    .option(
      '--record <type:id>',
      'with --agency: of this record, or link to a person, of the deployment; logged as a look',
    )
    .addOption(
      new Option(
        '--of-asked',
        'with --agency: of a record that was found to be of the person who asks what is held (docs/SUBJECT.md)',
      ).conflicts('record'),
    )
    .option('--operator <name>', 'with --record: who looks, for the audit log; default: the system user');
  return withSettings(command, dataSettings);
}

async function explain(output: Output, command: Command, coordinate: string): Promise<void> {
  requireOptions(command, ['role'], 'to explain what an agency gets');
  const { agency, role, purpose, case: caseReference, record, ofAsked } = command.opts();
  const asked = { ...output, agency, role, purpose, caseReference, coordinate, ofAsked };
  const { settings } = settingsOf(command);
  if (record === undefined) {
    const { explainField } = await import('../../policy/explain.js');
    explainField({ policyDir: settings.policyDir, ...asked });
  } else {
    const { runExplainRecord } = await import('../../policy/explainRecord.js');
    const { operator } = await statedBy(command);
    await runExplainRecord(settings, { ...asked, record, operator });
  }
}
