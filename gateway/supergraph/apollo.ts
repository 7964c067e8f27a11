import { ApolloGateway, type GatewayConfig } from '@apollo/gateway';

/*
 * The only place that makes Apollo's gateway. It reads the environment when it is made: its telemetry is off and its
 * planner's guards are on, whatever the environment says.
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
    // Why not twice: the API schema and the query graph are not made of what is no supergraph.
    validateSupergraph: false,
    serviceHealthCheck: false,
    debug: false,
  });
}
