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
  close(): Promise<void>;
}

/** What the federation in front of the sources is made of. */
export interface FederationOptions {
  readonly supergraphSdl: string;
  /** The way to a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly policyVersion: string;
  /** Whether it is ours: then the scalars of our names are ours. */
  readonly isOurs: boolean;
  readonly foreign: EngineOptions['foreign'];
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
  const { supergraphSdl, log, isOurs, ...rest } = options;
  const planner = createPlanner(supergraphSdl);
  try {
    const apiSchema = await readApiSchema(supergraphSdl);
    if (isOurs) teachScalars(apiSchema);
    const engine = createEngine({
      ...rest,
      supergraphSdl,
      apiSchema,
      onFailure: (source, failure, requestId) =>
        log.warn({ requestId, source, code: failure.code, reason: failure.message }, 'source failed'),
    });
    return {
      apiSchema,
      planner,
      engine,
      names: ownNames(supergraphSdl),
      close: async () => {
        await planner.close();
        await engine.close();
      },
    };
  } catch (error) {
    await planner.close();
    throw error;
  }
}
