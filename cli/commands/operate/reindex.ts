import { Command } from 'commander';
import { dataSettings, settingsOf, withSettings } from '../../options.js';
import { printLine } from '../../printLine.js';

/** `portcullis reindex`: what is made of stored records, made anew. */
export function reindexCommand(): Command {
  return new Command('reindex')
    .description('make anew what is made of stored records, after a new version')
    .addCommand(namesCommand());
}

function namesCommand(): Command {
  const command = new Command('names').description(
    'analyse names by this version of the matcher; beside what serves, and as often as it is stopped',
  );
  return withSettings(command, dataSettings).action(async () => {
    const { reindexStored } = await import('../../operate/reindexStored.js');
    const { withIngested } = await import('../../ingest/access.js');
    await withIngested(settingsOf(command).settings, ({ databases }) =>
      reindexStored({ databases, out: printLine, progress: console.error, isTerminal: process.stderr.isTTY === true }),
    );
  });
}
