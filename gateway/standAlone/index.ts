import { createHash } from 'node:crypto';
import { printSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Policy } from '../../policy/policy.js';
import { readCosts } from '../../schema/federation/costs.js';
import { readSourceSdl } from '../../schema/sourceSdl.js';
import { type AssertOfRequest, nothingAsked } from '../../subgraphs/audit/requests/askedAgain.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import type { Tracer } from '../../subgraphs/kit/tracing/span.js';
import { createCostCounter } from '../documents/cost.js';
import { createKnownDocuments } from '../documents/known.js';
import { noDocuments } from '../documents/register/lookup.js';
import type { GatewayObserver } from '../exchange/observer.js';
import { createOperations } from '../exchange/operations.js';
import type { GateRuntime } from '../exchange/runtime.js';
import type { Gate } from '../gate/gate.js';
import { policyGate } from '../gate/policyGate.js';
import { type Budget, createBudget } from '../identity/budgets/budget.js';
import type { LocalKey } from '../identity/localIssuer.js';
import { revocationsOf } from '../identity/revocation.js';
import { createTokenVerifier } from '../identity/tokens.js';
import { trustedIssuers } from '../identity/trustedIssuers.js';
import { type Checked, checksOf } from '../server/probes.js';
import { type PolicyGeneration, type RunningServer, serve } from '../server/serve.js';
import { defaultSettings, type GatewaySettings } from '../settings.js';
import { aloneRoute } from './handler.js';
import { refuseExternalFields, sourceAccess } from './sourceSchema.js';

/** Options of `startStandAlone`. */
export interface StandAloneOptions extends Checked {
  readonly settings: Partial<GatewaySettings>;
  readonly policy: Policy;
  readonly localKey?: LocalKey | undefined;
  /** Shared by several processes; by default one of its own, from the settings. */
  readonly budget?: Budget | undefined;
  /** As in `GatewayOptions`. */
  readonly assertOfRequest?: AssertOfRequest | undefined;
  /** Is told of answers; nobody by default. */
  readonly observer?: GatewayObserver | undefined;
  readonly tracer?: Tracer | undefined;
  readonly log: Logger;
}

/** A running source that stands alone. */
export interface StandingAlone extends RunningServer {
  /**
   * Prepares another policy, with the source under it, and changes nothing yet: calling the result has both decide every later
   * request.
   *
   * @throws Error in one line for a setting that is refused
   */
  prepare(subgraph: Subgraph, policy: Policy): Promise<() => void>;
}

/**
 * Serves a source behind a foreign router: with the pipeline's stages that decide who may ask, and the same limits, over the
 * source's own schema. The router forwards the viewer's token and purpose headers; a refused viewer is logged as REFUSED in
 * the source's own log.
 *
 * @param subgraph built to stand alone, so that its keys are sealed
 * @throws Error in one line for a setting that is refused; the system's error where the port is not available
 */
export async function startStandAlone(subgraph: Subgraph, options: StandAloneOptions): Promise<StandingAlone> {
  const runtime = await openGateRuntime(subgraph, options);
  let generation = generationOf(subgraph, runtime);
  const server = await serve({
    current: () => generation,
    checks: checksOf(options, runtime.settings),
    observer: options.observer,
    tracer: options.tracer,
    close: async () => undefined,
  });
  return {
    ...server,
    prepare: async (next, policy) => {
      const { budget } = runtime;
      const prepared = generationOf(next, {
        ...(await openGateRuntime(next, { ...options, policy })),
        budget,
      });
      return () => {
        generation = prepared;
      };
    },
  };
}

function generationOf(subgraph: Subgraph, runtime: GateRuntime): PolicyGeneration {
  return { runtime, routes: new Map([['/graphql', aloneRoute(subgraph, runtime)]]) };
}

/** Nothing is taken out and nothing planned: the source's own walls decide each field. */
const pruneNothing: Gate['prune'] = () => ({ document: null, pruned: [] });

async function openGateRuntime(
  { name, schema }: Subgraph,
  { policy, auditLog, localKey, budget, assertOfRequest = nothingAsked, log, ...options }: StandAloneOptions,
): Promise<GateRuntime> {
  const settings: GatewaySettings = { ...defaultSettings, ...options.settings };
  const sdl = readSourceSdl(name);
  const hash = createHash('sha256').update(printSchema(schema), 'utf8').digest('hex');
  const supergraph = { sdl: '', hash, access: sourceAccess(sdl), isForeign: false };
  const gate = policyGate(policy, supergraph, schema);
  return {
    settings,
    policy,
    permissive: false,
    tokens: createTokenVerifier({
      issuers: await trustedIssuers(settings, localKey),
      policy,
      revocations: revocationsOf(settings),
    }),
    supergraph,
    gate: { ...gate, prune: pruneNothing },
    operations: createOperations(),
    // A system runs registered documents only, and a router sends its own.
    documents: noDocuments,
    known: createKnownDocuments(
      schema,
      settings,
      { schema, counter: createCostCounter(schema, readCosts(sdl)), needsPurpose: gate.needsPurpose },
      { rules: [refuseExternalFields(sdl)] },
    ),
    budget: budget ?? createBudget(settings),
    auditLog,
    assertOfRequest,
    log,
  };
}
