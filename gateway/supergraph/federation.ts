import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { teachScalars } from '../../schema/scalars.js';
import { createEngine } from '../execution/index.js';
import type { SourceClient } from '../execution/transport/sourceClient.js';
import type { Engine, EngineOptions } from '../execution/types.js';
import { type OwnNames, ownNames } from '../planning/ownNames.js';
import { createPlanner, type Planner } from '../planning/planner.js';
import { readApiSchema } from './apiSchema.js';

/** The supergraph, loaded: plans and executes operations over the sources. */
export interface Federation {
  /** What clients may name: the supergraph without what is `@inaccessible`. */
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
  readonly engine: Engine;
  /** Names in which operations are planned. */
  readonly names: OwnNames;
  /**
   * The same supergraph under another policy: an engine of its own, which keeps nothing of this one's; schema, planner and
   * names are shared, since they know of no policy. It is closed with this one.
   */
  under(ruling: Ruling): Federation;
  close(): Promise<void>;
}

/** What of a federation is a policy's. */
export interface Ruling {
  readonly policyVersion: string;
  readonly foreign: EngineOptions['foreign'];
  /**
   * The way to a source in this process, which decides by this policy and needs no closing; by default all are asked over
   * the connections of the federation.
   */
  readonly clientOf?: EngineOptions['clientOf'] | undefined;
}

/** What the federation in front of the sources is made of. */
export interface FederationOptions extends Ruling {
  readonly supergraphSdl: string;
  readonly clientOf: EngineOptions['clientOf'];
  /** Whether it is ours: then the scalars of our names are ours. */
  readonly isOurs: boolean;
  readonly sourceTimeoutMs: number;
  readonly log: Logger;
}

/**
 * Loads a supergraph: Apollo's gateway makes the API schema of it, Apollo's planner plans in a thread of its own, our engine
 * walks the plans.
 *
 * @throws Error where the supergraph is not one
 */
export async function openFederation(options: FederationOptions): Promise<Federation> {
  const { supergraphSdl, isOurs, sourceTimeoutMs, log } = options;
  const planner = createPlanner(supergraphSdl);
  try {
    const apiSchema = await readApiSchema(supergraphSdl);
    if (isOurs) teachScalars(apiSchema);
    const names = ownNames(supergraphSdl);
    const ours = onceEach(options.clientOf);
    const engineOf = ({ policyVersion, foreign, clientOf = ours }: Ruling): Engine =>
      createEngine({
        ...{ supergraphSdl, apiSchema, policyVersion, foreign, clientOf, sourceTimeoutMs },
        onFailure: (source, failure, requestId) =>
          log.warn({ requestId, source, code: failure.code, reason: failure.message }, 'source failed'),
      });
    const engine = engineOf({ ...options, clientOf: ours });
    const close = async (): Promise<void> => {
      await planner.close();
      await engine.close();
    };
    const under = (ruling: Ruling): Federation => ({ ...federation, engine: engineOf(ruling) });
    const federation: Federation = { apiSchema, planner, engine, names, under, close };
    return federation;
  } catch (error) {
    await planner.close();
    throw error;
  }
}

/** Opens the way to each source once, for all engines. */
function onceEach(clientOf: EngineOptions['clientOf']): EngineOptions['clientOf'] {
  const opened = new Map<string, SourceClient>();
  return (name, url) => {
    const client = opened.get(name) ?? clientOf(name, url);
    opened.set(name, client);
    return client;
  };
}
