import { parse } from 'graphql';
import type { Logger } from 'pino';
import { type AssertOfRequest, nothingAsked } from '../subgraphs/audit/requests/askedAgain.js';
import type { Tracer } from '../subgraphs/kit/tracing/span.js';
import { authzen } from './authzen/index.js';
import { openConsole } from './console/index.js';
import { SIGN_IN_PATH, type SignIn, signInRoute } from './console/signInRoute.js';
import { type DocumentLookup, noDocuments } from './documents/register/lookup.js';
import type { UsageRow } from './documents/usage/counts.js';
import type { GatewayObserver } from './exchange/observer.js';
import type { Runtime } from './exchange/runtime.js';
import { meterUsage } from './exchange/usage.js';
import type { SourceClient } from './execution/transport/sourceClient.js';
import { lateExportRoute } from './export/lateRoute.js';
import { type ExportPlaces, ownPlaces } from './export/places.js';
import { type LoggedExports, serveReceipts } from './export/receipt.js';
import { entityKeys } from './export/rows/entityKeys.js';
import { startGraphQLServer } from './generation/apolloServer.js';
import {
  type CheckedPolicy,
  checkPolicy,
  type GatewayParts,
  type NewPolicy,
  openGeneration,
} from './generation/policyGeneration.js';
import { type Budget, createBudget, noBudget } from './identity/budgets/budget.js';
import type { LocalKey } from './identity/localIssuer.js';
import type { Route } from './server/handler.js';
import type { ServedLogFiles } from './server/logFiles.js';
import { type Checked, checksOf, type ReadinessCheck } from './server/probes.js';
import { schemaRoute } from './server/schemaRoute.js';
import { type RunningServer, type Served, serve } from './server/serve.js';
import { defaultSettings, type GatewaySettings } from './settings.js';
import { type Federation, openFederation } from './supergraph/federation.js';

/** What `startGateway` is given. */
export interface GatewayOptions extends NewPolicy, Checked {
  readonly settings: Partial<GatewaySettings>;
  readonly supergraphSdl: string;
  /** The client of a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  /** Key of the local development issuer; absent where there is none. */
  readonly localKey?: LocalKey | undefined;
  readonly documents?: DocumentLookup | undefined;
  /** Reads the log for who asks again; by default nothing was asked before, and no id of a request is taken. */
  readonly assertOfRequest?: AssertOfRequest | undefined;
  /** Shared by several processes; by default one of its own, from the settings. */
  readonly budget?: Budget | undefined;
  /** Files of logs that are served; none by default. */
  readonly logFiles?: ServedLogFiles | undefined;
  /** Places of exports, shared by several processes, and what the log says of exports; without it no receipts are served. */
  readonly exports?: { readonly places: ExportPlaces; readonly logged: LoggedExports } | undefined;
  /** Folder of the built console, which is served at `/` unless the settings switch it off; none by default. */
  readonly consoleFolder?: string | undefined;
  /** Signing in to the console by a link; not offered by default. */
  readonly signIn?: SignIn | undefined;
  /** Every field FULL, manifests optional, any Federation 2 supergraph. Never in production. */
  readonly permissive?: boolean | undefined;
  /** Is told of answers and plans; nobody by default. */
  readonly observer?: GatewayObserver | undefined;
  /** Records spans of requests; none by default. */
  readonly tracer?: Tracer | undefined;
  /** Stores how often fields were asked, once a minute; nothing is counted by default. */
  readonly storeUsage?: ((rows: readonly UsageRow[]) => Promise<void>) | undefined;
  readonly log: Logger;
}

/** Another policy, with the clients of sources in this process under it. */
export interface NextPolicy extends NewPolicy {
  readonly clientOf?: GatewayOptions['clientOf'] | undefined;
}

/** A running gateway. */
export interface RunningGateway extends RunningServer {
  /**
   * Prepares another policy, and changes nothing yet: calling the result has it decide every later request. Requests under
   * way end under the policy that they began with.
   *
   * @throws PolicyError where policy and supergraph do not match; Error in one line for a setting that is refused
   */
  prepare(next: NextPolicy): Promise<() => void>;
}

/**
 * Starts the gateway: identity, supergraph, pipeline, listener.
 *
 * @throws Error in one line for a setting that is refused; the system's error where the port is not available
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const settings: GatewaySettings = { ...defaultSettings, ...options.settings };
  const permissive = options.permissive === true;
  if (permissive && settings.production)
    throw new Error('--policy permissive is refused in production (NODE_ENV=production)');
  const { supergraphSdl, clientOf, auditLog, localKey, log } = options;
  const { documents = noDocuments, assertOfRequest = nothingAsked } = options;
  const budget = permissive ? noBudget : (options.budget ?? createBudget(settings));
  const parts: GatewayParts = {
    ...{ settings, permissive, supergraphSdl, localKey, documents, budget, auditLog, assertOfRequest, log },
  };
  // Why not awaited here: the files are read while the policy is checked.
  const open = consoleOf(options, settings);
  const first = await checkPolicy(options, parts);
  const federation = await openFederation({
    ...{ ...first.ruling, supergraphSdl, clientOf, log },
    isOurs: !first.supergraph.isForeign,
    sourceTimeoutMs: settings.sourceTimeoutMs,
    deadlineMs: settings.deadlineMs,
    onPlanned: options.observer?.planned,
  });
  try {
    const supergraph = { name: 'supergraph', isReady: async () => true } as const;
    const checks = [...checksOf(options, settings), supergraph];
    return await listen(first, { parts, federation }, checks, { ...options, open: await open });
  } catch (error) {
    await federation.close();
    throw error;
  }
}

/** Handlers of the console's files; undefined where it is not served. */
async function consoleOf(
  { consoleFolder: folder, signIn, log }: GatewayOptions,
  settings: GatewaySettings,
): Promise<Served['open']> {
  if (!settings.console || folder === undefined) return undefined;
  return await openConsole({ folder, link: signIn !== undefined }, settings, log);
}

async function listen(
  first: CheckedPolicy,
  { parts, federation }: { readonly parts: GatewayParts; readonly federation: Federation },
  checks: readonly ReadinessCheck[],
  {
    logFiles,
    exports,
    signIn,
    open: toAnyone,
    observer,
    tracer,
    storeUsage,
  }: Pick<GatewayOptions, 'logFiles' | 'exports' | 'signIn' | 'observer' | 'tracer' | 'storeUsage'> &
    Pick<Served, 'open'>,
): Promise<RunningGateway> {
  const { settings, supergraphSdl, permissive, log } = parts;
  const { apiSchema } = federation;
  const graphql = await startGraphQLServer({ apiSchema, supergraphSdl, maxTokens: settings.maxTokens, log });
  // Where every field is FULL there is no policy to ask.
  const beside = permissive ? { routes: () => [], describe: () => undefined } : authzen;
  const places = exports?.places ?? ownPlaces();
  let keys: ReturnType<typeof entityKeys> | undefined;
  const keysOnce = () => {
    keys ??= entityKeys(parse(supergraphSdl), apiSchema);
    return keys;
  };
  const routesBeside = (runtime: Runtime): readonly (readonly [string, Route])[] => [
    ...beside.routes(runtime),
    ['/schema.graphql', schemaRoute(runtime)],
    ...(signIn ? [[SIGN_IN_PATH, signInRoute(runtime, signIn)] as const] : []),
    [
      '/export',
      lateExportRoute(runtime, {
        places,
        entityKeys: keysOnce,
        isCurrent: () => generation.runtime.policy.version === runtime.policy.version,
        observer,
      }),
    ],
  ];
  const open = (policy: CheckedPolicy, under: Federation) =>
    openGeneration(policy, parts, { federation: under, graphql, routesBeside });
  let generation = open(first, federation);
  const usage = storeUsage && meterUsage(apiSchema, { store: storeUsage, log });
  const server = await serve({
    current: () => generation,
    checks,
    observer: usage ? usage.beside(observer) : observer,
    tracer,
    logFiles,
    open: toAnyone,
    describe: (app, own, present) => {
      beside.describe(app, own);
      if (exports) serveReceipts(app, exports.logged, present);
    },
    close: async () => {
      await graphql.stop();
      await federation.close();
      await usage?.close();
    },
  });
  return {
    ...server,
    prepare: async ({ clientOf, ...next }) => {
      const checked = await checkPolicy(next, { ...parts, isForeign: first.supergraph.isForeign });
      const prepared = open(checked, federation.under({ ...checked.ruling, clientOf }));
      return () => {
        generation = prepared;
      };
    },
  };
}
