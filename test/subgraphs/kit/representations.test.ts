import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { cargo } from '../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../subgraphs/kit/createSubgraph.js';
import { unlimited } from '../../storage/limits/testLimits.js';
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
      timeoutMs: 5000,
      close: async () => undefined,
    };
    const { execute } = createSubgraph(cargo, { policy, database, keys, limits: unlimited, execution });
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Consignment { id } } }';
    const session = randomRequest(policy, createRandom(3), 'cargo');
    const known = { __typename: 'Consignment', ref: 'r' };
    const answer = await execute({ query, variables: { r: [known, { __typename: 'Nothing' }] }, session });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(statements).toHaveLength(0);
    expect((await execute({ query, variables: { r: [known] }, session })).errors).toBeUndefined();
    expect(statements).toHaveLength(1);
  },
);

test.each(['compiled', 'reference'] as const)(
  'more representations than a call may bring are refused before one is loaded, and what is no entity is no fault of ours (%s)',
  async (execution) => {
    let statements = 0;
    const rows = async () => {
      statements += 1;
      return [];
    };
    const database = { rows, statements: 0, timeoutMs: 5000, close: async () => undefined };
    const { execute } = createSubgraph(cargo, { policy, database, keys, limits: unlimited, execution });
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const session = randomRequest(policy, createRandom(3), 'cargo');
    const codesOf = async (r: readonly unknown[]) =>
      (await execute({ query, variables: { r }, session })).errors?.map(({ extensions }) => extensions.code);
    const many = Array.from({ length: 10_001 }, (_, index) => ({ __typename: 'Consignment', ref: `r${index}` }));
    expect(await codesOf(many)).toEqual(['OPERATION_TOO_LARGE']);
    expect(await codesOf([{ __typename: 'Handling' }])).toEqual(['BAD_USER_INPUT']);
    expect(await codesOf([{ __typename: '__proto__' }])).toEqual(['BAD_USER_INPUT']);
    expect(await codesOf(['text'])).toEqual(['BAD_USER_INPUT']);
    expect(statements).toBe(0);
    expect(await codesOf(many.slice(1))).toBeUndefined();
  },
);
