/* Plain Apollo: Server 5 standalone with @apollo/gateway, as its documentation starts it. Usage: PORT SUPERGRAPH */
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [port, supergraph] = process.argv.slice(2);
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraph, 'utf8'), logger: quiet() });
const server = new ApolloServer({ gateway, logger: quiet() });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: Number(port) } });

function quiet() {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
