import { defineConfig } from '@graphql-hive/gateway';

const header = process.env.BENCH_HANDS_ON;

/** Defaults, without the landing page and without the interface for people. */
export const gatewayConfig = defineConfig({
  landingPage: false,
  graphiql: false,
  logging: false,
  ...(header
    ? { propagateHeaders: { fromClientToSubgraphs: ({ request }) => ({ [header]: request.headers.get(header) }) } }
    : {}),
});
