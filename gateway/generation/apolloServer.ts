import { createRequire } from 'node:module';
import type * as Apollo from '@apollo/server';
import type * as Disabled from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';
import { type Exchange, provided } from '../exchange/exchange.js';
import type { Runtime } from '../exchange/runtime.js';
import type { HttpReply } from '../http/reply.js';
import { admit, answer, run } from '../pipeline/index.js';
import { refuse } from '../pipeline/refuse.js';
import { settle } from '../pipeline/settle.js';

// Why CommonJS: as ES modules it loads 130 more modules, half of which graphql-shield has loaded already.
const require = createRequire(import.meta.url);
const { ApolloServer, HeaderMap } = require('@apollo/server') as typeof Apollo;
const disabled = require('@apollo/server/plugin/disabled') as typeof Disabled;

type GatewayInterface = Apollo.ApolloServerOptionsWithGateway<Apollo.BaseContext>['gateway'];

/** Apollo Server with the pipeline's stages in its hooks. */
export interface GraphQLServer {
  /** Runs the stages after `receive`. Never throws. */
  execute(exchange: Exchange, runtime: Runtime): Promise<HttpReply>;
  stop(): Promise<void>;
}

interface Context {
  readonly exchange: Exchange;
  readonly runtime: Runtime;
}

/** What Apollo Server is started with. */
export interface GraphQLServerParts extends Pick<Runtime, 'log'> {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSdl: string;
  /** Most tokens of a document. */
  readonly maxTokens: number;
}

/**
 * Starts Apollo Server over a supergraph. Its caches, landing page and reports are off: they would answer without the
 * pipeline. It knows no policy: each request brings its runtime.
 */
export async function startGraphQLServer(parts: GraphQLServerParts): Promise<GraphQLServer> {
  const server = new ApolloServer<Context>({
    gateway: gatewayInterface(parts),
    plugins: [
      stages(),
      disabled.ApolloServerPluginCacheControlDisabled(),
      disabled.ApolloServerPluginInlineTraceDisabled(),
      disabled.ApolloServerPluginLandingPageDisabled(),
      disabled.ApolloServerPluginSchemaReportingDisabled(),
      disabled.ApolloServerPluginUsageReportingDisabled(),
    ],
    nodeEnv: 'production',
    logger: {
      debug: nothing,
      info: nothing,
      warn: nothing,
      error: () => parts.log.error('Apollo Server reported an error'),
    },
    // The stage `checkDocument` counts before it validates; Apollo Server could only validate first.
    dangerouslyDisableValidation: true,
    documentStore: null,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: parts.maxTokens },
    csrfPrevention: { requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'] },
  });
  await server.start();
  return {
    execute: async (exchange, runtime) => {
      const response = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: toApolloRequest(exchange),
        context: async () => ({ exchange, runtime }),
      });
      // The bytes are those of our last stage, as in the other handler; Apollo Server's rendering is not used.
      return exchange.reply ?? (await refusedByApollo(exchange, runtime, response.status));
    },
    stop: async () => await server.stop(),
  };
}

function stages(): Apollo.ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { exchange, runtime } }) => ({
      didResolveSource: async ({ queryHash }) => {
        exchange.documentHash = queryHash;
      },
      didResolveOperation: async ({ document }) => {
        exchange.parsed = document;
        await run(admit, exchange, runtime);
      },
      willSendResponse: async ({ response, errors }) => {
        exchange.reply = await settle(exchange, runtime, errors ?? []);
        response.body = { kind: 'single', singleResult: { data: null } };
      },
    }),
  };
}

/** Our stages in place of Apollo's executor. */
function gatewayInterface({ apiSchema, supergraphSdl }: GraphQLServerParts): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return nothing;
    },
    load: async () => ({
      executor: async ({ context }) => {
        const { exchange, runtime } = context as Context;
        await run(answer, exchange, runtime);
        return { data: null };
      },
    }),
    stop: async () => undefined,
  };
}

/** Only what Apollo Server decides by; it gets neither the token nor the client's other headers. */
function toApolloRequest({ incoming, parameters, mediaType, text: query = '' }: Exchange): Apollo.HTTPGraphQLRequest {
  const { operationName, variables } = provided(parameters, 'parameters');
  const headers = new HeaderMap([['accept', mediaType]]);
  for (const name of ['content-type', 'x-apollo-operation-name', 'apollo-require-preflight']) {
    const value = incoming.headers[name]?.[0];
    if (value !== undefined) headers.set(name, value);
  }
  if (incoming.headers.authorization) headers.set('authorization', 'present');
  const name = operationName ? { operationName } : {};
  if (incoming.method !== 'GET') return { method: 'POST', headers, search: '', body: { query, variables, ...name } };
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables), ...name });
  return { method: 'GET', headers, search: search.toString(), body: undefined };
}

/** What Apollo Server refused before our hooks ran: after `negotiate`, that is its guard against CSRF. */
async function refusedByApollo(exchange: Exchange, runtime: Runtime, status: number | undefined): Promise<HttpReply> {
  const error =
    status === 400
      ? new PortcullisError('REQUEST_MALFORMED', {
          message:
            'A request without an Authorization header needs a JSON content type or the header Apollo-Require-Preflight.',
        })
      : new PortcullisError('INTERNAL');
  return await refuse(exchange, runtime, [error]);
}

function nothing(): void {}
