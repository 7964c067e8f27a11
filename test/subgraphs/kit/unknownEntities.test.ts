import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/load.js';
import { cargo } from '../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { createRandom } from './compiled/randomOperation.js';
import { keys, randomRequest } from './compiled/scene.js';

const policy = loadPolicy();

test.each(['compiled', 'reference'] as const)(
  'an entity of an unknown type is refused before others are loaded (%s)',
  async (execution) => {
    const statements: unknown[] = [];
    const database = {
      rows: (statement: unknown) => {
        statements.push(statement);
        return Promise.resolve([]);
      },
      statements: 0,
      close: async () => undefined,
    };
    const { execute } = createSubgraph(cargo, { policy, database, keys, execution });
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consignment { id } } }';
    const session = randomRequest(policy, createRandom(3), 'cargo');
    const known = { __typename: 'Consignment', ref: 'r' };
    const answer = await execute({ query, variables: { r: [known, { __typename: 'Nothing' }] }, session });
    expect(answer.errors).toHaveLength(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(statements).toHaveLength(0);
    expect((await execute({ query, variables: { r: [known] }, session })).errors).toBeUndefined();
    expect(statements).toHaveLength(1);
  },
);
