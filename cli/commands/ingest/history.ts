import { Command } from 'commander';
import { dataSettings, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis history`: what a source said of one record, version by version. */
export function historyCommand(): Command {
  const command = new Command('history')
    .description(
      'every version of one record: when, from which file and line, and what changed; the audit log keeps the look',
    )
    .argument('<source>', 'e.g. ofac-sdn')
    .argument('<key>', "the record's key in it, as quarantine and check name it")
    .option('--operator <name>', 'who looks, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON array, with what each version said');
  return withSettings(command, dataSettings).action(async (source: string, key: string) => {
    const { runHistory } = await import('../../ingest/history.js');
    await withStated(command, (access) => runHistory({ ...access, source, key }));
  });
}
