import { Command } from 'commander';
import { dataSettings, givenOf, settingsOf, statedBy, withSettings } from '../../options.js';

/** `portcullis mapping`: proposes, checks and explains mapping files for the format mapped. */
export function mappingCommand(): Command {
  return new Command('mapping')
    .description('propose, check and explain mapping files, by which any table becomes records')
    .addCommand(draftCommand())
    .addCommand(checkCommand())
    .addCommand(fieldsCommand());
}

function draftCommand(): Command {
  const command = new Command('draft')
    .description('propose a mapping for a file, from its header and values; TODO marks what a person should decide')
    .argument('<file>', 'CSV, TSV or JSON lines; plain, gzip or zip; - is standard input')
    .option('--kind <kind>', 'what a row is; default: found out; portcullis mapping fields lists the kinds')
    .option('--encoding <name>', 'encoding of the file, e.g. windows-1251; default: found out')
    .option('--json', 'print one JSON object: the mapping as text, fields, ignored columns, and what is to do');
  return command.action(async (file: string) => {
    const { runDraft } = await import('../../ingest/mapping.js');
    const stated = { ...givenOf(command, 'kind', 'encoding'), json: command.opts().json === true };
    await runDraft({ file, ...stated, out: console.log });
  });
}

function checkCommand(): Command {
  const command = new Command('check')
    .description('say everything that is wrong with a mapping, and how it fits a file; exit code 1 where it does not')
    .argument('<mapping>', 'the mapping file')
    .argument('[file]', 'the file that it is for; left out for a mapping of type sql, or to check the mapping alone')
    .option(
      '--source-url <url>',
      'database of a mapping of type sql; default: the variable that the mapping names. It is in the audit log before it is read',
    )
    .option('--operator <name>', 'who reads it, for the audit log; default: the user of the system')
    .option('--no-values', 'show no values of the file')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (mapping: string, file: string | undefined) => {
    const { runCheck } = await import('../../ingest/mapping.js');
    const { logLookElsewhere } = await import('../../acts/lookElsewhere.js');
    const { readVariable } = await import('../../config.js');
    const { operator, ...output } = await statedBy(command);
    const { settings } = settingsOf(command);
    process.exitCode = await runCheck({
      mapping,
      ...(file === undefined ? {} : { file }),
      ...givenOf(command, 'sourceUrl'),
      variable: readVariable,
      values: command.opts().values !== false,
      beforeQuery: (read) => logLookElsewhere(settings, operator, read),
      ...output,
    });
  });
}

function fieldsCommand(): Command {
  const command = new Command('fields')
    .description('print every field of a kind of record that a mapping may fill, with its type and codes')
    .argument('[kind]', 'a kind of record, or envelope; left out: the kinds')
    .option('--json', 'print one JSON array')
    .option('--markdown', 'print all kinds, as docs/MAPPING.md has them');
  return command.action(async (kind: string | undefined) => {
    const { runFields } = await import('../../ingest/mapping.js');
    if (command.opts().markdown) {
      const { mappingReference } = await import('../../../ingest/mapping/reference.js');
      console.log(mappingReference());
      return;
    }
    runFields({ ...(kind === undefined ? {} : { kind }), json: command.opts().json === true, out: console.log });
  });
}
