import { Argument, Command } from 'commander';
import { type SourceName, sourceNames } from '../../../schema/sources.js';
import { dataSettings, listenerSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis subgraph NAME`: one source over HTTP, for a gateway elsewhere. */
export function subgraphCommand(): Command {
  const command = new Command('subgraph')
    .description('serve one source over HTTP; only a gateway that shares its key may ask')
    .addArgument(new Argument('<name>', 'source').choices([...sourceNames]))
    .option(
      '--stand-alone',
      'behind a router that is not ours: asks for the token and purpose of the viewer, and writes a log of its own',
    );
  return withSettings(command, [...dataSettings, ...listenerSettings]).action(async (name: SourceName) => {
    const { startSubgraph } = await import('../../serve/startSubgraph.js');
    await startSubgraph(name, settingsOf(command).settings, { standAlone: command.opts().standAlone === true });
  });
}
