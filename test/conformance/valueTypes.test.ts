import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* Enums, inputs and fields on which sources do not quite agree: clients see what all of them can take. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    docks: {
      sdl: `
        type Query {
          cranes: [Crane!]! byState(state: State!): [Crane!] find(filter: Filter!): [Crane!]
          badList: [Int] badItem: [Crane!] deepNull: Crane strict: [[Load!]!] text: String
        }
        enum State { WORKING IDLE BROKEN @inaccessible }
        input Filter { reach: Int! since: String crew: Int }
        type Crane @key(fields: "id") { id: ID! state: State reach: Int! maker: Maker! secret: String @inaccessible }
        type Maker @shareable { name: String! country: String @inaccessible }
        type Load { mass: Int! }`,
      resolvers: {
        Query: {
          cranes: () => cranes,
          byState: (_: unknown, { state }: { state: string }) => cranes.filter((crane) => crane.state === state),
          find: (_: unknown, { filter }: { filter: { reach: number } }) =>
            cranes.filter((crane) => crane.reach >= filter.reach),
          badItem: () => [{ ...cranes[0], maker: null }],
          deepNull: () => ({ ...cranes[0], maker: { name: null } }),
          strict: () => [[{ mass: 1 }], [{ mass: null }]],
        },
        Crane: { __resolveReference: ({ id }: { id: string }) => cranes.find((crane) => crane.id === id) },
      },
    },
    rota: {
      sdl: `
        type Query { onShift(filter: Filter!): [Crane!] }
        enum State { WORKING IDLE BROKEN @inaccessible }
        input Filter { reach: Int! since: String }
        type Crane @key(fields: "id") { id: ID! next: State shifts(last: State = IDLE): [String!]!}`,
      resolvers: {
        Query: { onShift: () => [{ id: 'c2' }] },
        Crane: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          next: ({ id }: { id: string }) => ({ c1: 'IDLE', c2: 'BROKEN' })[id] ?? null,
          shifts: ({ id }: { id: string }, { last }: { last: string }) => [`${id} after ${last}`],
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());

const cranes = [
  { id: 'c1', state: 'WORKING', reach: 40, maker: { name: 'Example Works', country: 'XA' }, secret: 's' },
  { id: 'c2', state: 'BROKEN', reach: 20, maker: { name: 'Sample & Co', country: 'XB' }, secret: 't' },
];

test('a value that clients may not know is null, and never seen', async () => {
  const answer = await federation.ask('{ cranes { id state next } }');
  expect(answer.data).toEqual({
    cranes: [
      { id: 'c1', state: 'WORKING', next: 'IDLE' },
      { id: 'c2', state: null, next: null },
    ],
  });
  expect(JSON.stringify(answer)).not.toContain('BROKEN');
});

test.each<[string, Record<string, unknown>?]>([
  ['{ byState(state: BROKEN) { id } }'],
  ['query($s: State!) { byState(state: $s) { id } }', { s: 'BROKEN' }],
  ['{ find(filter: { reach: 1, crew: 2 }) { id } }'],
  ['query($f: Filter!) { find(filter: $f) { id } }', { f: { reach: 1, crew: 2 } }],
  ['{ find(filter: { since: "x" }) { id } }'],
  ['{ cranes { secret } }'],
  ['{ cranes { maker { country } } }'],
])('what only some sources can take is not accepted: %s', async (...[query, variables]) => {
  const { data, errors } = await federation.ask(query, variables);
  expect(data).toBeNull();
  expect(errors[0]?.extensions.code).toMatch(/^GRAPHQL_VALIDATION_FAILED$|^BAD_USER_INPUT$/);
  expect(federation.asked).toEqual([]);
});

test('what all can take reaches the one that is asked', async () => {
  const { data, errors } = await federation.ask(
    'query($f: Filter!, $s: State) { find(filter: $f) { id shifts(last: $s) maker { name } } byState(state: WORKING) { shifts } }',
    { f: { reach: 30, since: 'May' }, s: 'WORKING' },
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    find: [{ id: 'c1', shifts: ['c1 after WORKING'], maker: { name: 'Example Works' } }],
    byState: [{ shifts: ['c1 after IDLE'] }],
  });
});

test.each<[string, unknown]>([
  ['{ badItem { id maker { name } } }', { badItem: null }],
  ['{ deepNull { id maker { name } } }', { deepNull: null }],
  ['{ strict { mass } }', { strict: null }],
])('a null where none may be takes with it what must hold it, with an error: %s', async (query, data) => {
  const answer = await federation.ask(query);
  expect(answer.data).toEqual(data);
  expect(answer.errors.length).toBeGreaterThan(0);
});
