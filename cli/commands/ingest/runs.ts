import { Command } from 'commander';
import { toCount } from '../../arguments.js';
import { dataSettings, givenOf, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis runs`: what was ingested and how far each run is, and the way to give one up. */
export function runsCommand(): Command {
  const command = new Command('runs')
    .description('runs of ingest, the newest first: state, files, operator, counts, and what stopped ones keep staged')
    .option('--open', 'only those that have not ended')
    .option('--originator <agency>', 'of this agency')
    .option('--source <name>', 'of this source, e.g. ofac-sdn')
    .option('--limit <count>', 'this many at most', toCount, 50)
    .option('--json', 'print one JSON array');
  return withSettings(command, dataSettings)
    .enablePositionalOptions()
    .action(async () => {
      const { runRuns } = await import('../../ingest/runs.js');
      const { open, limit } = command.opts();
      const filter = { ...givenOf(command, 'source', 'originator'), open: open === true, limit };
      await withStated(command, (access) => runRuns({ ...access, filter }));
    })
    .addCommand(dropCommand());
}

function dropCommand(): Command {
  const command = new Command('drop')
    .description('give up a run that was stopped and that nobody will repeat: its staged rows go, its quarantine stays')
    .argument('<id>', "the run's id, or its beginning")
    .option('--operator <name>', 'who does it, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, dataSettings).action(async (id: string) => {
    const { runDropRun } = await import('../../ingest/runs.js');
    await withStated(command, (access) => runDropRun({ ...access, id }));
  });
}
