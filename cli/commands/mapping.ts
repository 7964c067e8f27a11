import { Command, Option } from 'commander';
import { givenOf, settingsOf, statedBy } from '../options.js';
import { toPercent } from './arguments.js';
import { refuseOptions, withDeployment, withJson } from './command.js';

/** `portcullis mapping`: proposes, checks and explains mapping files, by which any table becomes records. */
export function mappingCommand(): Command {
  const command = new Command('mapping')
    .description('propose a mapping for a file, by which its rows become records; TODO marks decisions for a person')
    .argument('[file]', 'CSV, TSV or JSON lines; plain, gzip or zip; - is standard input')
    .option('--kind <kind>', 'what a row is; default: detected; --fields lists the kinds')
    .option('--encoding <name>', 'encoding of the file, e.g. windows-1251; default: detected')
    .option(
      '--check <mapping>',
      'instead say what is wrong with this mapping, and what ingest would do with the file; exit code 1 where it would not take it',
    )
    .option(
      '--source-url <url>',
      'with --check: database of a mapping of type sql, logged before it is read; default: the variable that it names',
    )
    .option('--max-bad <percent>', 'with --check: --max-bad of the ingest', toPercent)
    .option('--no-values', 'with --check: show no values of the file')
    .addOption(
      new Option(
        '--fields [kind]',
        'print instead every field of a kind of record, or of the envelope; without a kind: the kinds',
      ).conflicts('check'),
    );
  return withDeployment(command).action(async (file: string | undefined, { check, values, fields, maxBad }) => {
    const { runCheck, runDraft, runFields } = await import('../ingest/mapping.js');
    const { operator, ...output } = await statedBy(command);
    if (!check) refuseOptions(command, ['sourceUrl', 'values', 'maxBad'], 'needs --check');
    if (check || fields) refuseOptions(command, ['kind', 'encoding'], 'is for proposing a mapping');
    if (fields) runFields({ ...(fields === true ? {} : { kind: fields }), ...output });
    else if (check) {
      const { logLookElsewhere } = await import('../operatorLog/lookElsewhere.js');
      const { readVariable } = await import('../config.js');
      const { settings } = settingsOf(command);
      process.exitCode = await runCheck({
        ...{ mapping: check, ...(file === undefined ? {} : { file }), ...givenOf(command, 'sourceUrl') },
        ...{ variable: readVariable, values: values !== false, ...output },
        ...(maxBad === undefined ? {} : { limits: { maxBadPercent: maxBad } }),
        beforeQuery: (read) => logLookElsewhere(settings, operator, read),
      });
    } else if (file === undefined) command.error('error: name a file, or --check MAPPING, or --fields');
    else await runDraft({ file, ...givenOf(command, 'kind', 'encoding'), ...output, out: console.log });
  });
}

/** `portcullis formats`: which files can be ingested, and what becomes of what is in them. */
export function formatsCommand(): Command {
  const command = new Command('formats')
    .description('list the formats that ingest reads, or show one: version, source, sample, and each element')
    .argument('[name]', 'show this format in full');
  return withJson(command).action(async (name: string | undefined, { json }) => {
    const { runFormats } = await import('../ingest/formats.js');
    runFormats({ name, json: json === true, out: console.log });
  });
}
