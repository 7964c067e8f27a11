import { Command } from 'commander';
import { hashSettings } from '../config.js';
import { settingsOf, withSettings } from '../options.js';
import { writtenNames } from '../settings/registry.js';

/** `portcullis compose`: checks the schema, and writes every file that is made of it and of other sources in this repository. */
export function composeCommand(): Command {
  const command = new Command('compose')
    .description(
      'check the SDL of all sources, and write what is generated: the supergraph, tables in docs/, policy/schemas',
    )
    .option('--check', 'write nothing; fail where a committed file is not what would be written');
  return command.action(async ({ check }) => {
    const { compose } = await import('../build/compose.js');
    process.exitCode = await compose({ isCheck: check === true });
  });
}

/** `portcullis config`: every setting with its value, its source and its meaning; secrets hidden. */
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
    console.log(`sha256 ${hash}, as the audit log has it of a process that runs with them`);
  });
}
