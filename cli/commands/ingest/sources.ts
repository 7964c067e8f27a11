import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../../options.js';
import { printLine } from '../../printLine.js';

/** `portcullis sources`: what is loaded. */
export function sourcesCommand(): Command {
  const command = new Command('sources')
    .description('what is loaded: from which files, when, how many records, how many in quarantine, the last run')
    .option('--originator <agency>', 'of this agency')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--json', 'print one JSON array');
  return withSettings(command, dataSettings).action(async () => {
    const { runSources } = await import('../../ingest/sources.js');
    const { withIngested } = await import('../../ingest/ingest.js');
    const { originator, source, json } = command.opts();
    const filter = { ...(source ? { source } : {}), ...(originator ? { originator } : {}) };
    await withIngested(settingsOf(command).settings, ({ databases }) =>
      runSources({ databases, filter, json: json === true, out: printLine }),
    );
  });
}
