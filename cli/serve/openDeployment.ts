import type { Logger } from 'pino';
import { operatorLogId } from '../../auditlog/logIds.js';
import type { SignIn } from '../../gateway/console/signInRoute.js';
import { inProcessClient } from '../../gateway/execution/transport/inProcess.js';
import type { SourceClient } from '../../gateway/execution/transport/sourceClient.js';
import type { RunningGateway } from '../../gateway/index.js';
import type { Policy } from '../../policy/policy.js';
import { sourceNames } from '../../schema/sources.js';
import type { LimitStore } from '../../storage/limits/limitStore.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { openArchiveWatch } from '../background/archiveWatch.js';
import { openCompletion } from '../background/completion.js';
import { openNightlyIndex } from '../background/nightlyIndex.js';
import { openNightlyPurge } from '../background/nightlyPurge.js';
import type { CommandContext } from '../commandContext.js';
import type { Settings } from '../config.js';
import { loadDemonstration } from '../ingest/demonstration.js';
import { closeOperators } from '../instance/closeOperators.js';
import { writingItself } from '../instance/instanceLog.js';
import { openInstanceRegister } from '../instance/instanceRegister.js';
import { openLimits } from '../instance/limits.js';
import type { Serving } from '../instance/serving.js';
import type { Lifecycle } from '../lifecycle.js';
import { openReadings, showMeters } from '../metrics/openMeters.js';
import { type LocalSource, openLocalSource } from './localSources.js';
import { type GatewayParts, openGateway } from './openGateway.js';
import { reloadOnHangUp } from './policy/reload.js';
import { openServerContext } from './serverContext.js';

/** All sources in this process. */
function openLocalSources(serving: Serving, limits: LimitStore): readonly LocalSource[] {
  return sourceNames.map((name) => {
    const source = openLocalSource(name, serving, { limits });
    serving.lifecycle.add(`source ${name}`, () => source.close());
    return source;
  });
}

/** Sources as the gateway looks them up, by name. */
function clientsOf(sources: readonly Subgraph[]): GatewayParts['clientOf'] {
  const clients = new Map<string, SourceClient>(sources.map((source) => [source.name, inProcessClient(source)]));
  return (name) => {
    const client = clients.get(name);
    if (!client) throw new Error(`the supergraph names the source ${name}, which does not exist here`);
    return client;
  };
}

/** Everything in one process, serving. */
export interface Deployment {
  readonly context: CommandContext;
  readonly gateway: RunningGateway;
  /** Signing in by a link; undefined where that is not offered. */
  readonly signIn: SignIn | undefined;
}

/**
 * Everything in this process: context, demonstration where it is wanted, sources, gateway.
 *
 * @param openSignIn what signing in by a link needs; by default it is not offered
 */
export async function openDeployment(
  settings: Settings,
  log: Logger,
  lifecycle: Lifecycle,
  openSignIn: (context: CommandContext) => SignIn | undefined = () => undefined,
): Promise<Deployment> {
  const context = await openServerContext(settings, log, lifecycle);
  const meters = await showMeters({ settings, log, lifecycle });
  const opening = { settings, context, log, lifecycle, meters };
  const register = await openInstanceRegister(opening, { ahead: [operatorLogId(settings.logId)] });
  await loadDemonstration(settings, context);
  const serving = writingItself({ ...opening, register });
  const signIn = openSignIn(context);
  const gateway = await openGatewayAndSources(serving, signIn);
  closeOperators(serving);
  reloadOnHangUp(serving, gateway);
  openNightlyPurge(serving);
  openNightlyIndex(serving);
  openCompletion(serving);
  openArchiveWatch(serving);
  await openReadings(serving, { feeds: true });
  return { context, gateway, signIn };
}

/** The sources in this process and the gateway in front of them, serving. */
export async function openGatewayAndSources(serving: Serving, signIn?: SignIn): Promise<RunningGateway> {
  const limits = openLimits(serving);
  const sources = openLocalSources(serving, limits);
  const clientOf = clientsOf(sources.map(({ subgraph }) => subgraph));
  const gateway = await openGateway(serving, {
    clientOf,
    limits,
    areLimitsReachable: limits.isReachable,
    ...(signIn ? { signIn } : {}),
  });
  // Why its own sources for each policy: a request that began under one asks the sources under it to its end.
  const under = (policy: Policy) => clientsOf(sources.map((source) => source.under(policy)));
  return { ...gateway, prepare: (next) => gateway.prepare({ ...next, clientOf: under(next.policy) }) };
}
