import { Command, Option } from 'commander';
import { dataSettings, givenOf, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis export`: an originator's own records, given back. */
export function exportCommand(): Command {
  const command: Command = new Command('export')
    .description('give an originator its own records back: whole, and in a form that ingest reads again')
    .requiredOption('--source <name>', 'source of the records, e.g. ofac-sdn')
    .requiredOption('--originator <agency>', 'whose records; they are given to nobody else')
    .addOption(
      new Option('--format <name>', 'how they are written')
        .choices(['jsonl', 'ftm', 'csv', 'raw'])
        .makeOptionMandatory(),
    )
    .option('--output <file>', 'where to, a new file; default: standard output')
    .option('--kind <kind>', 'records of this kind alone, e.g. person')
    .option('--mapping-output <file>', 'for csv: write the mapping that reads the file back')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print the summary as one JSON object');
  return withSettings(command, dataSettings).action(async () => {
    const { runExport } = await import('../../ingest/export.js');
    const { recordSources } = await import('../../../ingest/records/record.js');
    const { source, originator, format, kind } = command.opts();
    if (kind !== undefined && !Object.hasOwn(recordSources, kind))
      command.error(`error: there is no kind ${kind}; there are ${Object.keys(recordSources).join(', ')}`);
    const given = { ...givenOf(command, 'output', 'mappingOutput'), ...(kind === undefined ? {} : { kind }) };
    const printed = { stdout: process.stdout, progress: console.error };
    await withStated(command, (access) => runExport({ ...access, source, originator, format, ...given, ...printed }));
  });
}
