import { Command } from 'commander';
import type { QuarantineFilter } from '../../../ingest/quarantine/quarantineStore.js';
import { toCount } from '../../arguments.js';
import { dataSettings, givenOf, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis quarantine`: what could not be read, why, and what to do about it. */
export function quarantineCommand(): Command {
  const command = new Command('quarantine').description('list, show, retry or export records that could not be read');
  command.addCommand(listCommand());
  command.addCommand(showCommand());
  command.addCommand(retryCommand());
  command.addCommand(exportCommand());
  return command;
}

function listCommand(): Command {
  const command = withFilter(
    new Command('list').description('place, field and reason of each record, and their counts'),
  )
    .option('--all', 'those too that a later run has solved')
    .option('--limit <n>', 'records at most', toCount, 1000);
  return withSettings(command, dataSettings).action(async () => {
    const { runQuarantineList } = await import('../../ingest/quarantine.js');
    const { limit, all } = command.opts();
    const filter = { ...filterOf(command), all: all === true, limit };
    await withStated(command, (access) => runQuarantineList({ ...access, filter }));
  });
}

function showCommand(): Command {
  const command = new Command('show')
    .description('one record whole: where it stands, what is wrong, its original text')
    .argument('<id>', 'its id, or the beginning of it')
    .option('--operator <name>', 'who looks, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (id: string) => {
    const { runQuarantineShow } = await import('../../ingest/quarantine.js');
    await withStated(command, (access) => runQuarantineShow({ ...access, filter: { ids: [id] } }));
  });
}

function retryCommand(): Command {
  const command = withFilter(new Command('retry').description('read records again; what is understood now is stored'))
    .argument('[ids...]', 'these records; by default all that the switches choose')
    .option('--mapping <file>', 'read them by this mapping')
    .option('--allow-loosening', 'store records under a looser envelope than the one that is stored of them');
  return withSettings(command, dataSettings).action(async (ids: string[]) => {
    const { runQuarantineRetry } = await import('../../ingest/quarantine.js');
    const filter = { ...filterOf(command), ...(ids.length > 0 ? { ids } : {}) };
    const stated = {
      filter,
      limits: { mayLoosen: command.opts().allowLoosening === true },
      ...givenOf(command, 'mapping'),
    };
    await withStated(command, (access) => runQuarantineRetry({ ...access, ...stated }));
  });
}

function exportCommand(): Command {
  const command = withFilter(
    new Command('export').description('write the original bytes of records, to be repaired by hand'),
  ).option('--output <file>', 'where to, a new file; default: standard output');
  return withSettings(command, dataSettings).action(async () => {
    const { runQuarantineExport } = await import('../../ingest/quarantineExport.js');
    const stated = { filter: filterOf(command), ...givenOf(command, 'output'), stdout: process.stdout };
    await withStated(command, (access) => runQuarantineExport({ ...access, ...stated }));
  });
}

function withFilter(command: Command): Command {
  return command
    .option('--run <id>', 'of this run')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--originator <agency>', 'of this agency')
    .option('--reason <word>', 'with this reason, e.g. date.impossible')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
}

function filterOf(command: Command): QuarantineFilter {
  return givenOf(command, 'run', 'source', 'originator', 'reason');
}
