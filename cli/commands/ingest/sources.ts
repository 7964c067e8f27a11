import { Command } from 'commander';
import { dataSettings, givenOf, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis sources`: what is loaded. */
export function sourcesCommand(): Command {
  const command = new Command('sources')
    .description('what is loaded: from which files, when, how many records, how many in quarantine, the last run')
    .option('--originator <agency>', 'of this agency')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--json', 'print one JSON array');
  return withSettings(command, dataSettings).action(async () => {
    const { runSources } = await import('../../ingest/sources.js');
    const filter = givenOf(command, 'source', 'originator');
    await withStated(command, (access) => runSources({ ...access, filter }));
  });
}
