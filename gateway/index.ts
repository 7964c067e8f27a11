import type { Logger } from 'pino';
import type { AuditLog } from '../auditlog/types.js';
import { closeOverForeign } from '../policy/foreign/closeOverForeign.js';
import { closeOver } from '../policy/loading/closure.js';
import type { PolicyFiles } from '../policy/loading/mistake.js';
import { readPolicyFiles } from '../policy/loading/policyFiles.js';
import type { Policy } from '../policy/policy.js';
import { accessEntrance, accessPaths } from './access/door.js';
import { startGraphQLServer } from './apolloServer.js';
import { createKnownDocuments } from './documents/known.js';
import type { DocumentLookup } from './documents/lookup.js';
import { noDocuments } from './documents/lookup.js';
import type { SourceClient } from './execution/transport/sourceClient.js';
import { permissiveGate } from './gate/permissiveGate.js';
import { policyGate } from './gate/policyGate.js';
import type { Entrance } from './handler.js';
import type { LocalKey } from './identity/localIssuer.js';
import { noRevocations, revocationFile } from './identity/revocation.js';
import { createTokenVerifier } from './identity/tokens.js';
import { trustedIssuers } from './identity/trust.js';
import { answerKnown, isKnown } from './knownDoor.js';
import { type Budget, createBudget } from './limits/budget.js';
import type { ServedLogFiles } from './logFiles.js';
import { createOperations } from './operations.js';
import { auditChecks, type ReadinessCheck } from './probes.js';
import type { Runtime } from './runtime.js';
import { type RunningServer, serve } from './serve.js';
import { defaultSettings, type GatewaySettings } from './settings.js';
import { openFederation } from './supergraph/federation.js';
import { readSupergraph, type Supergraph } from './supergraph/supergraph.js';

/** What `startGateway` is given. */
export interface GatewayOptions {
  readonly settings: Partial<GatewaySettings>;
  readonly supergraphSdl: string;
  readonly policy: Policy;
  /** What the policy was read from, for the lines of mistakes. */
  readonly policyFiles?: PolicyFiles | undefined;
  /** The way to a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly auditLog: AuditLog;
  /** Key of the local development issuer; absent where there is none. */
  readonly localKey?: LocalKey | undefined;
  readonly documents?: DocumentLookup | undefined;
  /** Where several processes share it; one of its own, from the settings, by default. */
  readonly budget?: Budget | undefined;
  /** What of the logs is read as files. */
  readonly logFiles?: ServedLogFiles | undefined;
  /** True where the database answers. */
  readonly isDatabaseReady?: (() => Promise<boolean>) | undefined;
  /** Every field FULL, manifests optional, any Federation 2 supergraph. Never in production. */
  readonly permissive?: boolean | undefined;
  readonly log: Logger;
}

/** A gateway that serves. */
export type RunningGateway = RunningServer;

/**
 * Starts the gateway: identity, supergraph, pipeline, listener.
 *
 * @throws Error in one line where a setting does not do; the system's error where the port cannot be had
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const settings: GatewaySettings = { ...defaultSettings, ...options.settings };
  const permissive = options.permissive === true;
  if (permissive && settings.production)
    throw new Error('--policy permissive is refused in production (NODE_ENV=production)');
  const issuers = await trustedIssuers(settings, options.localKey);
  const supergraph = readSupergraph(options.supergraphSdl, permissive ? null : options.policy);
  if (!permissive) close(options, supergraph);
  const envelopes = permissive || !supergraph.isForeign ? undefined : options.policy.foreign?.envelopes;
  const federation = await openFederation({
    supergraphSdl: options.supergraphSdl,
    clientOf: options.clientOf,
    policyVersion: options.policy.version,
    isOurs: !supergraph.isForeign,
    foreign: (source) => (permissive ? { originator: null } : (envelopes?.[source] ?? null)),
    sourceTimeoutMs: settings.sourceTimeoutMs,
    log: options.log,
  });
  const runtime = createRuntime(options, { settings, permissive, issuers, supergraph, federation });
  try {
    return await listen(runtime, options);
  } catch (error) {
    await federation.close();
    throw error;
  }
}

/** @throws PolicyError where policy and supergraph miss one another */
function close({ policy, policyFiles, supergraphSdl: sdl }: GatewayOptions, { access, isForeign }: Supergraph): void {
  if (isForeign) closeOverForeign(policy, sdl, policyFiles ?? readPolicyFiles());
  else closeOver(policy, { name: 'supergraph.graphql', access, sdl, isWhole: false });
}

interface RuntimeParts extends Pick<Runtime, 'settings' | 'permissive' | 'supergraph' | 'federation'> {
  readonly issuers: Awaited<ReturnType<typeof trustedIssuers>>;
}

function createRuntime(options: GatewayOptions, parts: RuntimeParts): Runtime {
  const { settings, permissive, issuers, supergraph, federation } = parts;
  const gate = permissive
    ? permissiveGate(federation.apiSchema, options.supergraphSdl)
    : policyGate(options.policy, supergraph, federation.apiSchema);
  return {
    settings,
    policy: options.policy,
    permissive,
    tokens: createTokenVerifier({
      issuers,
      policy: options.policy,
      revocations: settings.revocations === undefined ? noRevocations : revocationFile(settings.revocations),
    }),
    supergraph,
    federation,
    gate,
    documents: options.documents ?? noDocuments,
    known: createKnownDocuments(federation.apiSchema, settings, {
      schema: federation.apiSchema,
      needsPurpose: gate.needsPurpose,
    }),
    operations: createOperations(),
    budget: options.budget ?? createBudget(settings.objectsPerMinute),
    auditLog: options.auditLog,
    log: options.log,
  };
}

async function listen(runtime: Runtime, options: GatewayOptions): Promise<RunningGateway> {
  const graphql = await startGraphQLServer(runtime);
  return await serve(runtime, {
    door: (exchange) => {
      exchange.door = isKnown(exchange) ? 'known' : 'apollo';
      return exchange.door === 'known' ? answerKnown(exchange, runtime) : graphql.execute(exchange);
    },
    // Why none where every field is FULL: there is no policy to be asked.
    ...(runtime.permissive ? {} : { entrances: entrancesOf(runtime) }),
    checks: checksOf(options),
    logFiles: options.logFiles,
    close: async () => {
      await graphql.stop();
      await runtime.federation.close();
    },
  });
}

function entrancesOf(runtime: Runtime): ReadonlyMap<string, Entrance> {
  return new Map([
    [accessPaths.one, accessEntrance(runtime, false)],
    [accessPaths.many, accessEntrance(runtime, true)],
  ]);
}

function checksOf(options: GatewayOptions): readonly ReadinessCheck[] {
  const { isDatabaseReady } = options;
  return [
    ...(isDatabaseReady ? [{ name: 'database' as const, isReady: isDatabaseReady }] : []),
    ...auditChecks(options.auditLog, { ...defaultSettings, ...options.settings }),
    { name: 'supergraph', isReady: async () => true },
  ];
}
