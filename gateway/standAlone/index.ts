import { createHash } from 'node:crypto';
import { printSchema } from 'graphql';
import type { Logger } from 'pino';
import type { AuditLog } from '../../auditlog/types.js';
import type { Policy } from '../../policy/policy.js';
import { readSourceSdl } from '../../schema/sourceSdl.js';
import type { Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { createKnownDocuments } from '../documents/known.js';
import { noDocuments } from '../documents/register/lookup.js';
import { createOperations } from '../exchange/operations.js';
import type { GateRuntime } from '../exchange/runtime.js';
import type { Gate } from '../gate/gate.js';
import { policyGate } from '../gate/policyGate.js';
import { createBudget } from '../identity/budget.js';
import type { LocalKey } from '../identity/localIssuer.js';
import { revocationsOf } from '../identity/revocation.js';
import { createTokenVerifier } from '../identity/tokens.js';
import { trustedIssuers } from '../identity/trustedIssuers.js';
import { auditChecks } from '../server/probes.js';
import { type PolicyGeneration, type RunningServer, serve } from '../server/serve.js';
import { defaultSettings, type GatewaySettings } from '../settings.js';
import { aloneRoute } from './handler.js';
import { refuseExternalFields, sourceAccess } from './sourceSchema.js';

/** What a source needs to stand alone. */
export interface StandAloneOptions {
  readonly settings: Partial<GatewaySettings>;
  readonly policy: Policy;
  /** The source's own. */
  readonly auditLog: AuditLog;
  readonly localKey?: LocalKey | undefined;
  readonly log: Logger;
}

/** A source that stands alone, serving. */
export interface StandingAlone extends RunningServer {
  /**
   * Makes ready another policy, and the source under it, and changes nothing yet: what it gives has both decide what comes
   * from then on, and neither what came before.
   *
   * @throws Error in one line where a setting does not do
   */
  prepare(subgraph: Subgraph, policy: Policy): Promise<() => void>;
}

/**
 * Serves a source behind a router that is not ours: the stages of our pipeline that decide who may ask, at the same
 * limits, over the source's own schema. The router passes on the viewer's token and purpose headers; anyone who is known
 * and refused leaves REFUSED in the source's own log.
 *
 * @param subgraph built to stand alone, so that its keys leave sealed
 * @throws Error in one line where a setting does not do; the system's error where the port cannot be had
 */
export async function startStandAlone(subgraph: Subgraph, options: StandAloneOptions): Promise<StandingAlone> {
  const runtime = await openGateRuntime(subgraph, options);
  let generation = generationOf(subgraph, runtime);
  const server = await serve({
    current: () => generation,
    checks: auditChecks(runtime.auditLog, runtime.settings),
    close: async () => undefined,
  });
  return {
    ...server,
    prepare: async (next, policy) => {
      const { budget } = runtime;
      const prepared = generationOf(next, { ...(await openGateRuntime(next, { ...options, policy })), budget });
      return () => {
        generation = prepared;
      };
    },
  };
}

function generationOf(subgraph: Subgraph, runtime: GateRuntime): PolicyGeneration {
  return { runtime, routes: new Map([['/graphql', aloneRoute(subgraph, runtime)]]) };
}

/** Nothing is taken out, and nothing planned: the source's own walls see each field. */
const nothing: Gate['prune'] = () => ({ document: null, text: '', pruned: [] });

async function openGateRuntime(
  { name, schema }: Subgraph,
  { policy, auditLog, localKey, log, ...options }: StandAloneOptions,
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
    gate: { ...gate, prune: nothing },
    operations: createOperations(),
    // Why none: a system runs registered documents only, and what a router sends are not the client's documents.
    documents: noDocuments,
    known: createKnownDocuments(
      schema,
      settings,
      { schema, needsPurpose: gate.needsPurpose },
      { rules: [refuseExternalFields(sdl)] },
    ),
    budget: createBudget(settings.objectsPerMinute),
    auditLog,
    log,
  };
}
