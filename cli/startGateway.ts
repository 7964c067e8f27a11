import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { httpClient } from '../gateway/execution/http/httpClient.js';
import type { SourceLimits } from '../gateway/execution/http/settings.js';
import type { SourceClient } from '../gateway/execution/sourceClient.js';
import { type SourceName, sourceNames } from '../storage/types.js';
import { assertionHeader, signAssertion } from '../subgraphs/kit/assertion.js';
import type { Settings } from './config.js';
import type { Foundation } from './foundation.js';
import { openGateway, openServerFoundation } from './house.js';
import { type Lifecycle, openOrClose } from './lifecycle.js';
import { openLog } from './log.js';
import { serveWithWorkers } from './workers/serveWithWorkers.js';

/** What `portcullis gateway` was told beside the settings. */
export interface RemoteSources {
  readonly subgraphs: ReadonlyMap<SourceName, string>;
  /** A foreign supergraph file; its URLs stand in it. */
  readonly supergraph?: string | undefined;
  readonly policy?: string | undefined;
}

/**
 * The gateway alone, in one process or by several workers, until a signal comes.
 *
 * @throws Error in one line where a source has no URL, or `permissive` is asked for where it may not be
 */
export async function startRemoteGateway(settings: Settings, remote: RemoteSources): Promise<void> {
  const permissive = assertRemote(settings, remote);
  const open = async (own: Settings, foundation: Foundation, log: Logger, lifecycle: Lifecycle) =>
    await openGateway(own, foundation, partsOf(own, foundation, remote, permissive), log, lifecycle);
  if (permissive && !cluster.isWorker)
    console.error('WARNING: --policy permissive: every field is FULL for everyone with a token. For development only.');
  if (settings.workers !== undefined) return await serveWithWorkers(settings, { workers: settings.workers, open });
  const log = openLog(settings);
  const { lifecycle, opened } = await openOrClose(async (cycle) =>
    open(settings, await openServerFoundation(settings, log, cycle), log, cycle),
  );
  console.log(`The gateway is ready at ${opened.url}. Stop with Ctrl+C.`);
  await lifecycle.untilSignal();
}

function partsOf(
  settings: Settings,
  foundation: Foundation,
  { subgraphs, supergraph }: RemoteSources,
  permissive: boolean,
) {
  return {
    permissive,
    clientOf: permissive ? foreignClient(settings) : ownClient(settings, foundation, subgraphs),
    // Read when it opens, so that a new worker serves a new file.
    ...(supergraph === undefined ? {} : { supergraphSdl: readFileSync(supergraph, 'utf8') }),
  };
}

function assertRemote(settings: Settings, { subgraphs, supergraph, policy }: RemoteSources): boolean {
  if (policy !== undefined && policy !== 'permissive')
    throw new Error('--policy knows only `permissive`; without it the policy of policy/ holds.');
  const permissive = policy === 'permissive';
  if (permissive && settings.production)
    throw new Error('--policy permissive is refused in production (NODE_ENV=production).');
  if (permissive !== (supergraph !== undefined))
    throw new Error('--supergraph FILE and --policy permissive go together.');
  const missing = permissive ? [] : sourceNames.filter((name) => !subgraphs.has(name));
  if (missing.length > 0) throw new Error(`--subgraph NAME=URL is missing for ${missing.join(', ')}.`);
  return permissive;
}

function foreignClient(settings: Settings) {
  return (_name: string, url: string): SourceClient =>
    httpClient({ url, maxBytes: settings.sourceAnswerBytes, limits: limitsOf(settings) });
}

function ownClient(settings: Settings, { keys }: Foundation, urls: ReadonlyMap<SourceName, string>) {
  return (name: string): SourceClient => {
    const source = name as SourceName;
    const key = keys.subgraph(source);
    return httpClient({
      url: urls.get(source) ?? '',
      maxBytes: settings.sourceAnswerBytes,
      limits: limitsOf(settings),
      sign: ({ session }, body) => ({ [assertionHeader]: signAssertion(key, session, body) }),
    });
  };
}

function limitsOf(settings: Settings): Partial<SourceLimits> {
  return {
    concurrency: settings.sourceConcurrency,
    queue: settings.sourceQueue,
    breakerFailures: settings.sourceBreakerFailures,
    breakerPauseMs: settings.sourceBreakerPauseMs,
    connectTimeoutMs: settings.sourceConnectTimeoutMs,
  };
}
