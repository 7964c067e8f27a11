import { Command, Option } from 'commander';
import { purposes, roles } from '../../policy/types.js';
import { hashSettings } from '../config.js';
import { dataSettings, settingsOf, withSettings } from '../options.js';
import { printLine } from '../output/printLine.js';
import type { PrintedSchema } from '../policy/printSchema.js';
import { writtenNames } from '../settings/registry.js';
import { refuseOptions, withJson, withUsageErrors, withVerdictExitCode } from './command.js';

/** `portcullis compose`: checks the schema, writes every generated file of this repository, and drafts migrations. */
export function composeCommand(): Command {
  const command = new Command('compose')
    .description(
      'check the SDL of all sources, and write generated files: the supergraph, tables in docs/, policy/schemas',
    )
    .option('--check', 'write nothing; fail where a committed file differs from what would be written')
    .addOption(
      new Option(
        '--migration',
        'print instead a first draft of the migration that makes the tables what schema/records describes',
      ).conflicts('check'),
    )
    .addOption(
      new Option('--api', 'print instead the whole schema that clients see').conflicts(['check', 'migration']),
    );
  return command.action(async ({ api, check, migration }) => {
    if (api) return await printSchema({});
    if (migration) {
      const { printDraft } = await import('../database/draftMigration.js');
      return await printDraft(console.log);
    }
    const { compose } = await import('../build/compose.js');
    process.exitCode = await compose({ isCheck: check === true });
  });
}

/** `portcullis schema`: `print` the schema that a viewer may ask, as `GET /schema.graphql` answers it, or the whole; `diff`. */
export function schemaCommand(): Command {
  const command = new Command('print')
    .description(
      'print the SDL of the schema that a viewer may ask, for compilers of documents; without --agency the whole',
    )
    .option('--agency <id>', 'the agency, as in policy/agencies.yaml')
    .addOption(new Option('--role <role>', 'with --agency: the role').choices([...roles]).default('ANALYST'))
    .addOption(new Option('--purpose <purpose>', 'with --agency: why it is asked').choices([...purposes]))
    .option('--case <reference>', 'with --agency: the case')
    .option('--supergraph <file>', "of this supergraph; default: the product's");
  withSettings(command, ['policyDir']).action(async ({ agency, role, purpose, case: caseReference, supergraph }) => {
    if (agency === undefined) refuseOptions(command, ['purpose', 'case'], 'needs --agency');
    const viewing = agency === undefined ? undefined : { agency, role, purpose, caseReference };
    await printSchema({ viewing, supergraph, policyDir: settingsOf(command).settings.policyDir });
  });
  const schema = new Command('schema').description(
    'print the schema that may be asked, or say what another one breaks',
  );
  return withUsageErrors(schema.addCommand(command).addCommand(schemaDiffCommand()));
}

/** `portcullis schema diff`: what a future schema breaks, and for whom. */
function schemaDiffCommand(): Command {
  const command = withVerdictExitCode(withJson(new Command('diff')))
    .description('say what a future supergraph breaks, and which agencies and clients asked it last')
    .argument('<next>', 'file of the future supergraph')
    .option('--served <file>', "the supergraph that is served; default: the product's");
  return withSettings(command, dataSettings).action(async (next: string, { served, json }) => {
    const { diffSchemas } = await import('../documents/schemaDiff.js');
    const output = { json: json === true, out: printLine };
    process.exitCode = await diffSchemas(settingsOf(command).settings, { next, served, ...output });
  });
}

async function printSchema(of: PrintedSchema): Promise<void> {
  const { schemaSdl } = await import('../policy/printSchema.js');
  process.stdout.write(`${await schemaSdl(of)}\n`);
}

/** `portcullis config`: every setting with its value, source and meaning; secrets hidden. */
export function configCommand(): Command {
  const command = new Command('config')
    .description('print every setting with its value, where the value comes from, and what it means')
    .option('--json', 'print one JSON object instead of a table');
  return withSettings(command, writtenNames).action(() => {
    const { settings, rows, file } = settingsOf(command);
    const hash = hashSettings(settings);
    if (command.opts().json) {
      console.log(JSON.stringify({ settings: rows, file: file?.path ?? null, hash }));
      return;
    }
    for (const row of rows) {
      console.log(`${row.flag.padEnd(24)} ${(row.value || '-').padEnd(16)} ${row.source.padEnd(12)} ${row.meaning}`);
      console.log(`${' '.repeat(24)} ${row.variable}`);
    }
    console.log(`file ${file?.path ?? '-'}`);
    console.log(`sha256 ${hash}, as the audit log states it of a process with these settings`);
  });
}
