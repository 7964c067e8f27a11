import type { ApolloGateway } from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { PortcullisError } from '../schema/errors.js';
import { createApolloGateway } from './apollo.js';
import type { Exchange } from './exchange.js';
import { createPlanner, type Planner } from './execution/planner.js';
import { createSource } from './execution/source.js';
import type { SourceClient } from './execution/sourceClient.js';

/** The supergraph, loaded: plans and executes operations over the sources. */
export interface Federation {
  /** What clients may name: the supergraph without what is `@inaccessible`. */
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
  /** Walks the plan of an operation. */
  execute(exchange: Exchange, operation: FederatedOperation): Promise<FormattedExecutionResult>;
  close(): Promise<void>;
}

/** One operation, pruned and planned. */
export interface FederatedOperation {
  readonly document: DocumentNode;
  readonly planned: { readonly key: string; readonly plan: QueryPlan };
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface FederationOptions {
  readonly supergraphSdl: string;
  /** The way to a source, by its name and the URL that the supergraph states. */
  readonly clientOf: (name: string, url: string) => SourceClient;
  readonly policyVersion: string;
  readonly permissive: boolean;
  readonly sourceTimeoutMs: number;
  readonly log: Logger;
}

/**
 * Loads a supergraph into Apollo's gateway, with our data sources and our planner behind it.
 *
 * @throws Error where the supergraph is not one
 */
export async function openFederation(options: FederationOptions): Promise<Federation> {
  const planner = createPlanner(options.supergraphSdl);
  const clients = new Set<SourceClient>();
  const gateway = createApolloGateway({
    supergraphSdl: options.supergraphSdl,
    logger: quiet,
    queryPlannerConfig: { cache: planner.cache },
    buildService: ({ name, url }) => {
      const client = options.clientOf(name, url ?? '');
      clients.add(client);
      return createSource({
        name,
        client,
        policyVersion: options.policyVersion,
        permissive: options.permissive,
        timeoutMs: options.sourceTimeoutMs,
        onFailure: (source, failure, requestId) =>
          options.log.warn({ requestId, source, code: failure.code, reason: failure.message }, 'source failed'),
      });
    },
  });
  try {
    const { schema } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
    return {
      apiSchema: schema,
      planner,
      execute: async (exchange, operation) => {
        const { key, plan } = operation.planned;
        return await planner.holding(key, plan, () => run(gateway, schema, exchange, operation));
      },
      close: async () => {
        await planner.close();
        await Promise.all([...clients].map(async (client) => await client.close()));
        await gateway.stop();
      },
    };
  } catch (error) {
    await planner.close();
    throw error;
  }
}

type RequestContext = Parameters<ApolloGateway['executor']>[0];

async function run(
  gateway: ApolloGateway,
  schema: GraphQLSchema,
  exchange: Exchange,
  operation: FederatedOperation,
): Promise<FormattedExecutionResult> {
  // Invariant: only what stands here reaches the executor; of the client's HTTP request nothing does.
  const context = {
    request: { variables: operation.variables },
    document: operation.document,
    queryHash: operation.planned.key,
    schema,
    context: { exchange },
    metrics: {},
    logger: quiet,
  };
  const result = (await gateway.executor(context as unknown as RequestContext)) as FormattedExecutionResult;
  if (result.data === undefined && !result.errors?.length) throw new PortcullisError('INTERNAL');
  return result;
}

/** Apollo's gateway logs documents and URLs; what matters of it reaches us as errors. */
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {}
