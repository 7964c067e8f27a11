import { Command, InvalidArgumentError } from 'commander';
import { type SourceName, sourceNames } from '../../../schema/sources.js';
import { dataSettings, listenerSettings, remoteSettings, settingsOf, withSettings } from '../../options.js';

/** `portcullis gateway`: the gateway alone, in front of remote sources. */
export function gatewayCommand(): Command {
  const command = new Command('gateway')
    .description('serve the gateway in front of remote sources, or of any Federation 2 supergraph')
    .option(
      '--subgraph <name=url>',
      'a remote source, once for each of the six',
      collectSubgraph,
      new Map<SourceName, string>(),
    )
    .option(
      '--supergraph <file>',
      'serve this supergraph of foreign sources, at the URLs in it, under coordinates.yaml of --policy-dir',
    )
    .option(
      '--policy <policy>',
      '`permissive`: with --supergraph; authenticated and audited, every field FULL; never in production',
    );
  return withSettings(command, [
    ...dataSettings,
    ...listenerSettings,
    ...remoteSettings,
    'auditIndexAt',
    'workers',
  ]).action(async () => {
    const { startRemoteGateway } = await import('../../serve/startGateway.js');
    const { subgraph, supergraph, policy } = command.opts();
    await startRemoteGateway(settingsOf(command).settings, { subgraphs: subgraph, supergraph, policy });
  });
}

function collectSubgraph(text: string, known: Map<SourceName, string>): Map<SourceName, string> {
  const [name = '', ...rest] = text.split('=');
  const url = rest.join('=');
  if (!sourceNames.some((source) => source === name))
    throw new InvalidArgumentError(`Name one of ${sourceNames.join(', ')}.`);
  if (!URL.canParse(url)) throw new InvalidArgumentError(`${name} needs a URL.`);
  return known.set(name as SourceName, url);
}
