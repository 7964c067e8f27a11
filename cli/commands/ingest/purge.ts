import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../../options.js';
import { withStated } from './withStated.js';

/** `portcullis purge`: what may lawfully be kept no longer. */
export function purgeCommand(): Command {
  const command: Command = new Command('purge')
    .description(
      'take away records that have expired, with all that is kept of them; start and serve do it every night',
    )
    .option('--check', 'say what would go, and take nothing away')
    .option('--operator <name>', 'who runs this, for the audit log; default: the user of the system')
    .option('--json', 'print one JSON object');
  return withSettings(command, [...dataSettings, 'quarantineDays']).action(async () => {
    const { runPurge } = await import('../../purge/purge.js');
    const { tellSubjects } = await import('../../../ingest/subjects/tellSubjects.js');
    const check = command.opts().check === true;
    const { quarantineDays } = settingsOf(command).settings;
    await withStated(command, async (access) => {
      const kept = quarantineDays === undefined ? {} : { quarantineDays };
      await runPurge({ ...access, ...kept, check, progress: console.error });
      // Why: of a person whose record has gone nothing is known any more, and no link may say so longer than the record.
      if (!check) await tellSubjects(access);
    });
  });
}
