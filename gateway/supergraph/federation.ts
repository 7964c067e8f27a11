import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { type Costs, readCosts } from '../../schema/federation/costs.js';
import { parseSupergraph } from '../../schema/federation/parseSupergraph.js';
import { teachScalars } from '../../schema/scalars.js';
import { createEngine } from '../execution/index.js';
import type { SourceClient } from '../execution/transport/sourceClient.js';
import type { Engine, EngineOptions } from '../execution/types.js';
import { type OwnNames, ownNames } from '../planning/ownNames.js';
import { createPlanner, type Planner } from '../planning/planner.js';
import { readApiSchema } from './apiSchema.js';

/** A loaded supergraph: it plans and executes operations over the sources. */
export interface Federation {
  /** The supergraph without what is `@inaccessible`. */
  readonly apiSchema: GraphQLSchema;
  /** What the supergraph says of costs, which its API schema does not. */
  readonly costs: Costs;
  readonly planner: Planner;
  readonly engine: Engine;
  /** Response names in which operations are planned. */
  readonly names: OwnNames;
  /**
   * The same supergraph under another policy: with an engine of its own, and the same schema, planner and names, which know
   * no policy. It is closed with this one.
   */
  under(ruling: Ruling): Federation;
  close(): Promise<void>;
}

/** The part of a federation that depends on the policy. */
export interface Ruling {
  readonly policyVersion: string;
  readonly foreign: EngineOptions['foreign'];
  /**
   * The client of a source in this process, which decides by this policy and needs no closing; by default the federation's
   * clients are used.
   */
  readonly clientOf?: EngineOptions['clientOf'] | undefined;
}

/** Options of `openFederation`. */
export interface FederationOptions extends Ruling {
  readonly supergraphSdl: string;
  readonly clientOf: EngineOptions['clientOf'];
  /** Whether it is ours: then scalars of our names are checked as ours. */
  readonly isOurs: boolean;
  readonly sourceTimeoutMs: number;
  /** Of a request; a plan gets half of it. */
  readonly deadlineMs: number;
  /** Told how long each plan took to make, ms. */
  readonly onPlanned?: ((durationMs: number) => void) | undefined;
  readonly log: Logger;
}

/**
 * Loads a supergraph: Apollo's gateway makes its API schema, Apollo's planner plans in a thread of its own, our engine walks
 * the plans.
 *
 * @throws Error where the supergraph is not valid
 */
export async function openFederation(options: FederationOptions): Promise<Federation> {
  const { supergraphSdl, isOurs, sourceTimeoutMs, log } = options;
  const planner = createPlanner(supergraphSdl, options.deadlineMs / 2, options.onPlanned);
  try {
    const apiSchema = await readApiSchema(supergraphSdl);
    if (isOurs) teachScalars(apiSchema);
    const costs = readCosts(parseSupergraph(supergraphSdl));
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
    const federation: Federation = { apiSchema, costs, planner, engine, names, under, close };
    return federation;
  } catch (error) {
    await planner.close();
    throw error;
  }
}

/** Opens the client of each source once, for all engines. */
function onceEach(clientOf: EngineOptions['clientOf']): EngineOptions['clientOf'] {
  const opened = new Map<string, SourceClient>();
  return (name, url) => {
    const client = opened.get(name) ?? clientOf(name, url);
    opened.set(name, client);
    return client;
  };
}
