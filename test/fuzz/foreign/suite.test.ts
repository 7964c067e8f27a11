import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { listen } from '../../support/waiting/listen.js';
import { runSuite } from './suite.js';

const typeDefs = parse('type Query { ships: [Ship] } type Ship { id: ID name: String flag: String berth: Int! }');
const ships = [{ id: 's1', name: 'Exemplar', flag: 'NL', berth: 1 }];
const schema = buildSubgraphSchema({ typeDefs, resolvers: { Query: { ships: () => ships } } });

test('a suite that is served elsewhere is held to what it says, and to what random labels leave', async () => {
  const server = createServer(async (request, response) => {
    const asked = await text(request);
    const told: Record<string, () => unknown> = {
      '/ids': () => ['one', 'other'],
      '/one/supergraph': () =>
        composeServices([{ name: 'registry', url: `${url}/one/registry`, typeDefs }]).supergraphSdl,
      '/one/tests': () => [
        { query: '{ ships { id name flag berth } }', expected: { data: { ships } } },
        { query: '{ ships { id } }', expected: { data: { ships: [{ id: 'planted' }] } } },
      ],
      '/one/registry': () => graphql({ schema, source: JSON.parse(asked).query }),
    };
    const body = await told[request.url ?? '']?.();
    response.setHeader('content-type', 'application/json');
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  try {
    const { full, labelled } = await runSuite(url, { seed: 1, policies: 3, only: 'one' });
    expect(full).toMatchObject({ compared: 2, cut: 0, findings: [{ due: { data: { ships: [{ id: 'planted' }] } } }] });
    expect(labelled).toMatchObject({ compared: 6, passedOver: 0, findings: [] });
    expect(labelled.cut).toBeGreaterThan(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  await expect(runSuite(url, { seed: 1, policies: 1 })).rejects.toThrow(`No suite is served at ${url}/ids.`);
});
