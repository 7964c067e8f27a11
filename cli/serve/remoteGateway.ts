import { readFileSync } from 'node:fs';
import { httpClient } from '../../gateway/execution/transport/http/httpClient.js';
import { signWith } from '../../gateway/execution/transport/http/signWith.js';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import type { RunningGateway } from '../../gateway/index.js';
import { isForeign } from '../../policy/foreign/closeOverForeign.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { SourceName } from '../../schema/sources.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { openLimits } from '../instance/limits.js';
import type { Serving } from '../instance/serving.js';
import { openGateway } from './openGateway.js';

/** Options of `portcullis serve gateway` beside the settings. */
export interface RemoteSources {
  readonly subgraphs: ReadonlyMap<SourceName, string>;
  /** File of a foreign supergraph, with the URLs of its sources. */
  readonly supergraph?: string | undefined;
  readonly policy?: string | undefined;
}

/** The gateway in front of sources elsewhere, serving. */
export async function openRemoteGateway(
  serving: Serving,
  { subgraphs, supergraph, permissive }: RemoteSources & { readonly permissive: boolean },
): Promise<RunningGateway> {
  const { settings, context } = serving;
  const limits = openLimits(serving);
  return await openGateway(serving, {
    permissive,
    clientOf: supergraph === undefined ? ownClient(settings, context, subgraphs) : anyClient(settings),
    // Why read here: a new worker serves a new file.
    ...(supergraph === undefined ? {} : foreignParts(supergraph, settings, { ...context, permissive })),
    limits,
    areLimitsReachable: limits.isReachable,
  });
}

function foreignParts(
  supergraph: string,
  { policyDir }: Settings,
  { policy, permissive }: Pick<CommandContext, 'policy'> & { readonly permissive: boolean },
) {
  const supergraphSdl = readFileSync(supergraph, 'utf8');
  if (!permissive && !isForeign(policy, supergraphSdl))
    throw new Error(
      policy.foreign
        ? "--supergraph FILE is for foreign sources: name the product's own with --subgraph NAME=URL."
        : '--supergraph FILE needs coordinates.yaml in the policy directory, which labels it, or --policy permissive.',
    );
  return { supergraphSdl, policyFiles: readPolicyFiles(policyDir) };
}

function anyClient(settings: Settings) {
  return (_name: string, url: string): SourceClient =>
    httpClient({ url, maxBytes: settings.sourceAnswerBytes, limits: settings });
}

function ownClient(settings: Settings, { keys }: CommandContext, urls: ReadonlyMap<SourceName, string>) {
  return (name: string): SourceClient => {
    const source = name as SourceName;
    const key = keys.subgraph(source);
    return httpClient({
      url: urls.get(source) ?? '',
      maxBytes: settings.sourceAnswerBytes,
      limits: settings,
      sign: signWith(key),
    });
  };
}
