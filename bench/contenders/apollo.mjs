/* Plain Apollo: Server 5 standalone with @apollo/gateway, as its documentation starts it. Usage: PORT SUPERGRAPH [HEADER that is handed on to the sources] */
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [port, supergraph, header] = process.argv.slice(2);

class HandingOn extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.value) request.http.headers.set(header, context.value);
  }
}

process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraph, 'utf8'),
  logger: quiet(),
  ...(header ? { buildService: ({ url }) => new HandingOn({ url }) } : {}),
});
const server = new ApolloServer({ gateway, logger: quiet() });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(port) },
  ...(header ? { context: async ({ req }) => ({ value: req.headers[header] }) } : {}),
});

function quiet() {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
