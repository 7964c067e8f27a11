import { closeOverForeign } from '../../policy/foreign/closeOverForeign.js';
import { closeOver } from '../../policy/loading/closure.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { Policy } from '../../policy/policy.js';
import { accessEntrance, accessPaths } from '../authzen/index.js';
import type { GraphQLServer } from './apolloServer.js';
import { createKnownDocuments } from '../documents/known.js';
import { permissiveGate } from '../gate/permissiveGate.js';
import { policyGate } from '../gate/policyGate.js';
import type { Entrance } from '../server/handler.js';
import type { LocalKey } from '../identity/localIssuer.js';
import { noRevocations, revocationFile } from '../identity/revocation.js';
import { createTokenVerifier } from '../identity/tokens.js';
import { trustedIssuers } from '../identity/trustedIssuers.js';
import { answerKnown, isKnown } from './knownDoor.js';
import { createOperations } from '../exchange/operations.js';
import { receive } from '../pipeline/index.js';
import type { Runtime } from '../exchange/runtime.js';
import type { Reign } from '../server/serve.js';
import type { Federation, Ruling } from '../supergraph/federation.js';
import { readSupergraph } from '../supergraph/supergraph.js';

/** A policy that is to decide requests, and what of it a gateway has to be told beside. */
export interface ReignPolicy {
  readonly policy: Policy;
  /** What it was read from, for the lines of mistakes. */
  readonly policyFiles?: PolicyFiles | undefined;
}

/** What decides requests beside a policy: the same in all reigns. */
export interface Standing
  extends Pick<Runtime, 'settings' | 'permissive' | 'documents' | 'budget' | 'auditLog' | 'log'> {
  readonly supergraphSdl: string;
  /** Whether it is known not to be ours: then a policy without labels for it does not do. */
  readonly isForeign?: boolean;
  /** Key of the local development issuer; absent where there is none. */
  readonly localKey?: LocalKey | undefined;
}

/** A policy that holds over the supergraph, before anything is made of it. */
export interface Ruled extends ReignPolicy, Pick<Runtime, 'supergraph'> {
  readonly issuers: Awaited<ReturnType<typeof trustedIssuers>>;
  readonly ruling: Omit<Ruling, 'clientOf'>;
}

/**
 * Holds a policy against the supergraph, and reads the issuers that it binds.
 *
 * @throws PolicyError where policy and supergraph miss one another; Error in one line where a setting does not do
 */
export async function rule(next: ReignPolicy, standing: Standing): Promise<Ruled> {
  const { settings, permissive, supergraphSdl, localKey } = standing;
  const { policy, policyFiles } = next;
  const issuers = await trustedIssuers(settings, localKey);
  const supergraph = readSupergraph(supergraphSdl, permissive ? null : policy);
  const { access } = supergraph;
  const isForeign = supergraph.isForeign || standing.isForeign === true;
  if (!permissive && isForeign) closeOverForeign(policy, supergraphSdl, policyFiles ?? readPolicyFiles());
  else if (!permissive) closeOver(policy, { name: 'supergraph.graphql', access, sdl: supergraphSdl, isWhole: false });
  const envelopes = permissive || !isForeign ? undefined : policy.foreign?.envelopes;
  const foreign: Ruling['foreign'] = (source) => (permissive ? { originator: null } : (envelopes?.[source] ?? null));
  return { ...next, supergraph, issuers, ruling: { policyVersion: policy.version, foreign } };
}

/**
 * All that decides requests under a policy, made anew: tokens, gate, documents, operations, doors. Nothing here outlives
 * the policy, so that what was kept under one never answers under another.
 */
export function openReign(ruled: Ruled, standing: Standing, parts: ReignParts): Reign {
  const runtime = createRuntime(ruled, standing, parts.federation);
  return { runtime, entrances: entrancesOf(runtime, parts.graphql) };
}

/** What knows of no policy, or was made for this one. */
export interface ReignParts {
  readonly federation: Federation;
  readonly graphql: GraphQLServer;
}

function createRuntime({ policy, supergraph, issuers }: Ruled, standing: Standing, federation: Federation): Runtime {
  const { settings, permissive, supergraphSdl, documents, budget, auditLog, log } = standing;
  const { apiSchema } = federation;
  const gate = permissive ? permissiveGate(apiSchema, supergraphSdl) : policyGate(policy, supergraph, apiSchema);
  const revocations = settings.revocations === undefined ? noRevocations : revocationFile(settings.revocations);
  return {
    ...{ settings, policy, permissive, supergraph, federation, gate, documents, budget, auditLog, log },
    tokens: createTokenVerifier({ issuers, policy, revocations }),
    known: createKnownDocuments(apiSchema, settings, { schema: apiSchema, needsPurpose: gate.needsPurpose }),
    operations: createOperations(),
  };
}

function entrancesOf(runtime: Runtime, graphql: GraphQLServer): ReadonlyMap<string, Entrance> {
  const main: Entrance = {
    receive,
    door: (exchange) => {
      exchange.door = isKnown(exchange) ? 'known' : 'apollo';
      return exchange.door === 'known' ? answerKnown(exchange, runtime) : graphql.execute(exchange, runtime);
    },
  };
  // Why none where every field is FULL: there is no policy to be asked.
  const access: readonly [string, Entrance][] = runtime.permissive
    ? []
    : [
        [accessPaths.one, accessEntrance(runtime, false)],
        [accessPaths.many, accessEntrance(runtime, true)],
      ];
  return new Map([['/graphql', main], ...access]);
}
