import { Command, Option } from 'commander';
import { hashSettings } from '../config.js';
import { settingsOf, withSettings } from '../options.js';
import { writtenNames } from '../settings/registry.js';

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
    );
  return command.action(async ({ check, migration }) => {
    if (migration) {
      const { printDraft } = await import('../database/draftMigration.js');
      return await printDraft(console.log);
    }
    const { compose } = await import('../build/compose.js');
    process.exitCode = await compose({ isCheck: check === true });
  });
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
