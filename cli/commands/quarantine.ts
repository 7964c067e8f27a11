import { Command, Option } from 'commander';
import { givenOf } from '../options.js';
import { toCount } from './arguments.js';
import { refuseOptions, withDeployment, withRecords } from './command.js';

/** `portcullis quarantine`: what could not be read, why, and what to do about it. */
export function quarantineCommand(): Command {
  const command = new Command('quarantine')
    .description(
      'list records that could not be read, with place and reason; show one, read them again, or export them',
    )
    .argument(
      '[ids...]',
      'ids or prefixes of ids: one is shown whole, with its original text; with --retry: read these',
    )
    .option('--run <id>', 'of this run')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--originator <agency>', 'of this agency')
    .option('--reason <word>', 'with this reason, e.g. date.impossible')
    .option('--all', 'in the list: also those that a later run has solved')
    .option('--limit <n>', 'in the list: at most so many records', toCount, 1000)
    .option('--retry', 'read the records again, and store those that can be read now')
    .option('--mapping <file>', 'with --retry: read them with this mapping')
    .option('--allow-loosening', 'with --retry: store them under a looser envelope than the stored one')
    .addOption(
      new Option(
        '--export <file>',
        'write their original bytes to a new file, to be repaired by hand; - is standard output',
      ).conflicts('retry'),
    );
  return withDeployment(command).action(async (ids: readonly string[], options) => {
    const filter = givenOf(command, 'run', 'source', 'originator', 'reason');
    const isListed = options.retry === undefined && options.export === undefined && ids.length === 0;
    if (!isListed) refuseOptions(command, ['all', 'limit'], 'is for the list');
    if (!options.retry) refuseOptions(command, ['mapping', 'allowLoosening'], 'needs --retry');
    if (options.export !== undefined) {
      if (ids.length > 0) command.error('error: --export takes no ids: choose by --run, --source or --reason');
      const { runQuarantineExport } = await import('../ingest/quarantineExport.js');
      const output = options.export === '-' ? {} : { output: options.export };
      const stated = { filter, ...output, stdout: process.stdout };
      await withRecords(command, (access) => runQuarantineExport({ ...access, ...stated }));
      return;
    }
    const { runQuarantineList, runQuarantineRetry, runQuarantineShow } = await import('../ingest/quarantine.js');
    const retried = {
      filter: { ...filter, ...(ids.length > 0 ? { ids } : {}) },
      limits: { mayLoosen: options.allowLoosening === true },
      ...givenOf(command, 'mapping'),
    };
    await withRecords(command, (access) => {
      if (options.retry) return runQuarantineRetry({ ...access, ...retried });
      if (ids.length > 1) command.error('error: show one record at a time');
      if (ids.length === 1) return runQuarantineShow({ ...access, filter: { ids } });
      const { all, limit } = options;
      return runQuarantineList({ ...access, filter: { ...filter, all: all === true, limit } });
    });
  });
}
