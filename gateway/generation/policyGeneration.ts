import { closeOverForeign } from '../../policy/foreign/closeOverForeign.js';
import { assertCoversSchema } from '../../policy/loading/closure.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import { assertConsoleIssuer } from '../console/trust.js';
import { createCostCounter } from '../documents/cost.js';
import { createKnownDocuments } from '../documents/known.js';
import { createOperations } from '../exchange/operations.js';
import type { Runtime } from '../exchange/runtime.js';
import { permissiveGate } from '../gate/permissiveGate.js';
import { policyGate } from '../gate/policyGate.js';
import type { LocalKey } from '../identity/localIssuer.js';
import { revocationsOf } from '../identity/revocation.js';
import { createTokenVerifier } from '../identity/tokens.js';
import { trustedIssuers } from '../identity/trustedIssuers.js';
import { admit, answer, receive } from '../pipeline/index.js';
import { answerBy } from '../pipeline/settle.js';
import type { Route } from '../server/handler.js';
import type { PolicyGeneration } from '../server/serve.js';
import type { Federation, Ruling } from '../supergraph/federation.js';
import { readSupergraph } from '../supergraph/supergraph.js';
import type { GraphQLServer } from './apolloServer.js';

/** A policy that is to decide requests. */
export interface NewPolicy {
  readonly policy: Policy;
  /** The files that it was read from, for the lines of mistakes. */
  readonly policyFiles?: PolicyFiles | undefined;
}

/** What decides requests beside the policy: the same in all generations. */
export interface GatewayParts
  extends Pick<Runtime, 'settings' | 'permissive' | 'documents' | 'budget' | 'auditLog' | 'assertOfRequest' | 'log'> {
  readonly supergraphSdl: string;
  /** Whether it is known to be foreign: then a policy without labels for it is refused. */
  readonly isForeign?: boolean;
  /** Key of the local development issuer; absent where there is none. */
  readonly localKey?: LocalKey | undefined;
}

/** A policy that was checked against the supergraph. */
export interface CheckedPolicy extends NewPolicy, Pick<Runtime, 'supergraph'> {
  readonly issuers: Awaited<ReturnType<typeof trustedIssuers>>;
  readonly ruling: Omit<Ruling, 'clientOf'>;
}

/**
 * Checks a policy against the supergraph, and reads the issuers.
 *
 * @throws PolicyError where policy and supergraph do not match; Error in one line for a setting that is refused
 */
export async function checkPolicy(next: NewPolicy, parts: GatewayParts): Promise<CheckedPolicy> {
  const { settings, permissive, supergraphSdl, localKey } = parts;
  const { policy, policyFiles } = next;
  const issuers = await trustedIssuers(settings, localKey);
  assertConsoleIssuer(settings, issuers);
  const supergraph = readSupergraph(supergraphSdl, permissive ? null : policy);
  const { access } = supergraph;
  const isForeign = supergraph.isForeign || parts.isForeign === true;
  if (!permissive && isForeign) closeOverForeign(policy, supergraphSdl, policyFiles ?? readPolicyFiles());
  else if (!permissive)
    assertCoversSchema(policy, { name: 'supergraph.graphql', access, sdl: supergraphSdl, isWhole: false });
  const envelopes = permissive || !isForeign ? undefined : policy.foreign?.envelopes;
  const foreign: Ruling['foreign'] = (source) => (permissive ? { originator: null } : (envelopes?.[source] ?? null));
  return { ...next, supergraph, issuers, ruling: { policyVersion: policy.version, foreign } };
}

/** What a generation uses beside its policy. */
export interface GenerationParts {
  readonly federation: Federation;
  readonly graphql: GraphQLServer;
  /** Served beside `/graphql`. */
  readonly routesBeside: (runtime: Runtime) => Iterable<readonly [string, Route]>;
}

/**
 * Makes all that decides requests under a policy: tokens, gate, documents, operations, routes. None of it outlives the
 * policy, so nothing that is cached under one answers under another.
 */
export function openGeneration(
  { policy, supergraph, issuers }: CheckedPolicy,
  { settings, permissive, supergraphSdl, documents, budget, auditLog, assertOfRequest, log }: GatewayParts,
  { federation, graphql, routesBeside }: GenerationParts,
): PolicyGeneration {
  const { apiSchema, costs } = federation;
  const gate = permissive ? permissiveGate(apiSchema, supergraphSdl) : policyGate(policy, supergraph, apiSchema);
  const runtime: Runtime = {
    ...{ settings, policy, permissive, supergraph, federation, gate, documents, budget },
    ...{ auditLog, assertOfRequest, log },
    tokens: createTokenVerifier({ issuers, policy, revocations: revocationsOf(settings) }),
    known: createKnownDocuments(apiSchema, settings, {
      schema: apiSchema,
      counter: createCostCounter(apiSchema, costs),
      needsPurpose: gate.needsPurpose,
    }),
    operations: createOperations(),
  };
  return { runtime, routes: new Map([['/graphql', graphqlRoute(runtime, graphql)], ...routesBeside(runtime)]) };
}

/**
 * A known document, already parsed and validated, is answered by the stages directly; any other by the same stages in the
 * hooks of Apollo Server.
 */
function graphqlRoute(runtime: Runtime, graphql: GraphQLServer): Route {
  return {
    receive,
    handle: (exchange) => {
      const isKnown = exchange.known !== undefined && exchange.incoming.method === 'POST';
      exchange.handler = isKnown ? 'known' : 'apollo';
      return isKnown ? answerBy([...admit, ...answer], exchange, runtime) : graphql.execute(exchange, runtime);
    },
  };
}
