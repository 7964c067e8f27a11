import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* Interfaces and unions whose members are spread over sources that do not all know the same ones. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    traffic: {
      sdl: `
        type Query { passing: [Passing!]! sight: Sight nodes: [Node!]! node(id: ID!): Node mixed: [[Node]] }
        interface Node { id: ID! }
        union Sight = Ferry | Kayak
        union Passing = Ferry | Kayak
        type Ferry implements Node @key(fields: "id") { id: ID! name: String! cars: Int }
        type Kayak implements Node @key(fields: "id") { id: ID! name: Int! seats: Int! }`,
      resolvers: {
        Query: {
          passing: () => [ferry('f1'), kayak('k1'), ferry('f2')],
          sight: () => kayak('k1'),
          nodes: () => [kayak('k1'), ferry('f1')],
          node: (_: unknown, { id }: { id: string }) => (id.startsWith('f') ? ferry(id) : null),
          mixed: () => [[ferry('f1'), null], [], [kayak('k1')], null],
        },
        Ferry: { __resolveReference: ({ id }: { id: string }) => ferry(id) },
        Kayak: { __resolveReference: ({ id }: { id: string }) => kayak(id) },
      },
    },
    harbour: {
      sdl: `
        type Query { moored: [Moored!]! }
        interface Priced { fee: Int }
        union Moored = Ferry | Raft
        type Ferry implements Priced @key(fields: "id") { id: ID! fee: Int lines: [Line!]! partner: Moored }
        type Raft implements Priced @key(fields: "id") { id: ID! fee: Int logs: Int! }
        type Kayak implements Priced @key(fields: "id") { id: ID! fee: Int }
        type Line { no: Int! }`,
      resolvers: {
        Query: {
          moored: () => [
            { __typename: 'Raft', id: 'r1' },
            { __typename: 'Ferry', id: 'f2' },
          ],
        },
        Ferry: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          fee: () => 50,
          lines: ({ id }: { id: string }) => [{ no: Number(id.slice(1)) }],
          partner: ({ id }: { id: string }) => (id === 'f1' ? { __typename: 'Ferry', id: 'f2' } : null),
        },
        Raft: { __resolveReference: ({ id }: { id: string }) => ({ id }), fee: () => 5, logs: () => 12 },
        Kayak: { __resolveReference: ({ id }: { id: string }) => ({ id }), fee: () => null },
      },
    },
  });
});
afterAll(async () => await federation?.close());

function ferry(id: string): object {
  return { __typename: 'Ferry', id, name: `Ferry ${id}`, cars: 30 };
}

function kayak(id: string): object {
  return { __typename: 'Kayak', id, name: 7, seats: 1 };
}

test.each<[string, string, unknown]>([
  [
    'fields of members come from the sources that have them',
    '{ passing { __typename ... on Ferry { name lines { no } } ... on Kayak { seats fee } } }',
    {
      passing: [
        { __typename: 'Ferry', name: 'Ferry f1', lines: [{ no: 1 }] },
        { __typename: 'Kayak', seats: 1, fee: null },
        { __typename: 'Ferry', name: 'Ferry f2', lines: [{ no: 2 }] },
      ],
    },
  ],
  [
    'a union may have more members than its source knows',
    '{ moored { ... on Ferry { name fee } ... on Raft { logs fee } } }',
    {
      moored: [
        { logs: 12, fee: 5 },
        { name: 'Ferry f2', fee: 50 },
      ],
    },
  ],
  [
    'an interface may be one that the source of the object does not know',
    '{ nodes { id ... on Priced { fee } ... on Ferry { partner { ... on Node { id } } } } }',
    {
      nodes: [
        { id: 'k1', fee: null },
        { id: 'f1', fee: 50, partner: { id: 'f2' } },
      ],
    },
  ],
  [
    'one name may have two types, told apart by alias',
    '{ passing { ... on Ferry { label: name } ... on Kayak { number: name } } }',
    { passing: [{ label: 'Ferry f1' }, { number: 7 }, { label: 'Ferry f2' }] },
  ],
  [
    'a member that does not stand there leaves nothing',
    '{ sight { ... on Ferry { name } } node(id: "f1") { ... on Kayak { seats } } }',
    { sight: {}, node: {} },
  ],
  ['nothing is asked of what is missing', '{ node(id: "x") { id ... on Ferry { fee } } }', { node: null }],
  [
    'lists of lists keep their shape',
    '{ mixed { __typename id ... on Ferry { fee } } }',
    { mixed: [[{ __typename: 'Ferry', id: 'f1', fee: 50 }, null], [], [{ __typename: 'Kayak', id: 'k1' }], null] },
  ],
  [
    'fragments within fragments mean what they say',
    `{ passing { ...Sighted } } fragment Sighted on Passing { ... on Node { ... on Ferry { ...Both } ...Known } }
     fragment Both on Ferry { cars ... on Priced { fee } } fragment Known on Node { id }`,
    { passing: [{ cars: 30, fee: 50, id: 'f1' }, { id: 'k1' }, { cars: 30, fee: 50, id: 'f2' }] },
  ],
])('%s', async (_title, query, data) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
});

test('members of one kind are asked together, in one request', async () => {
  await federation.ask('{ passing { ... on Ferry { fee } } }');
  const toHarbour = federation.asked.filter(({ source }) => source === 'harbour');
  expect(toHarbour.map(({ variables }) => variables.representations)).toEqual([
    [
      { __typename: 'Ferry', id: 'f1' },
      { __typename: 'Ferry', id: 'f2' },
    ],
  ]);
});
