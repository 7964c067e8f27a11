import { ApolloGateway, type GatewayConfig } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { PortcullisError } from '../../schema/errors.js';

/*
 * The only place that makes Apollo's gateway, which reads the environment then: its telemetry is off and its planner's guards
 * are on, whatever the environment says.
 */
const enforced: Readonly<Record<string, string | undefined>> = {
  APOLLO_TELEMETRY_DISABLED: 'true',
  APOLLO_DISABLE_SECURITY_RECURSIVE_SELECTIONS_CHECK: undefined,
  APOLLO_DISABLE_SECURITY_NON_LOCAL_SELECTIONS_CHECK: undefined,
};

/** Makes an Apollo gateway that reports nothing to anybody and shows no query plans. */
export function createApolloGateway(config: GatewayConfig): ApolloGateway {
  for (const [name, value] of Object.entries(enforced)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  return new ApolloGateway({
    ...config,
    __exposeQueryPlanExperimental: false,
    // Making the API schema and the query graph validates it already.
    validateSupergraph: false,
    serviceHealthCheck: false,
    debug: false,
  });
}

/**
 * The API schema of a supergraph, as Apollo's gateway reads it.
 *
 * @throws Error where the supergraph is not valid
 */
export async function readByApollo(supergraphSdl: string): Promise<GraphQLSchema> {
  const gateway = createApolloGateway({ supergraphSdl, logger: quiet, buildService: () => ({ process: refuse }) });
  const { schema } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
  await gateway.stop();
  return schema;
}

/** Invariant: Apollo's gateway executes nothing and sends nothing. */
async function refuse(): Promise<never> {
  throw new PortcullisError('INTERNAL', { cause: new Error("Apollo's executor was asked") });
}

/** Apollo's gateway logs documents and URLs. */
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function nothing(): void {}
