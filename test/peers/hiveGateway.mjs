/*
 * Hive Gateway on a free port, over the supergraph that stands on standard input. Prints its URL, ends with SIGTERM.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

const passedOn = ['authorization', 'query-purpose', 'case-reference', 'query-justification'];

const runtime = createGatewayRuntime({
  supergraph: readFileSync(0, 'utf8'),
  landingPage: false,
  graphiql: false,
  logging: false,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) =>
      Object.fromEntries(passedOn.flatMap((name) => [[name, request.headers.get(name)]].filter(([, value]) => value))),
  },
});
const server = createServer(runtime);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.once('SIGTERM', () => process.exit(0));
