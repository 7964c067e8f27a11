import { defineConfig } from '@graphql-hive/gateway';

/** Defaults, without the landing page and without the interface for people. */
export const gatewayConfig = defineConfig({ landingPage: false, graphiql: false, logging: false });
