import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* Interfaces that a source knows as objects: with types behind them in another source, and with none anywhere. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    quay: {
      sdl: `
        type Query { crafts: [Craft!]! craft(id: ID!): Craft mark: Mark buoy: Buoy! }
        interface Craft @key(fields: "id") { id: ID! }
        type Tug implements Craft @key(fields: "id") { id: ID! pull: Int }
        type Barge implements Craft @key(fields: "id") { id: ID! holds: Int }
        interface Mark @key(fields: "id") { id: ID! }
        type Buoy @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
      resolvers: {
        Query: {
          crafts: () => [craft('t1'), craft('b1'), craft('t2')],
          craft: (_: unknown, { id }: { id: string }) => craft(id),
          mark: () => ({ __typename: 'Mark', id: 'm1' }),
          buoy: () => ({ id: 'y1' }),
        },
        Craft: { __resolveReference: ({ id }: { id: string }) => craft(id) },
        Tug: { __resolveReference: ({ id }: { id: string }) => craft(id) },
        Barge: { __resolveReference: ({ id }: { id: string }) => craft(id) },
      },
    },
    logbook: {
      sdl: `
        type Query { last: Craft! seen: Mark watched: [Mark!] }
        type Craft @interfaceObject @key(fields: "id") { id: ID! entries: [String!]! strength: Int @shareable }
        type Mark @interfaceObject @key(fields: "id", resolvable: false) { id: ID! colour: String light: Light }
        type Light { period: Int! }
        interface Buoy @key(fields: "id") { id: ID! }
        type Bell implements Buoy @key(fields: "id") { id: ID! tone: String! }`,
      resolvers: {
        Query: {
          last: () => ({ id: 'b1' }),
          seen: () => ({ id: 'm2', colour: 'red', light: { period: 4 } }),
          watched: () => [
            { id: 'm3', colour: 'green', light: null },
            { id: 'm4', colour: null, light: { period: 2 } },
          ],
        },
        Craft: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          entries: ({ id }: { id: string }) => [`${id} left`],
          strength: () => 9,
        },
        Buoy: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Bell', id, tone: 'low' }) },
        Bell: { __resolveReference: ({ id }: { id: string }) => ({ id, tone: 'low' }) },
      },
    },
  });
});
afterAll(async () => await federation?.close());

function craft(id: string): object | null {
  if (id.startsWith('t')) return { __typename: 'Tug', id, pull: 40 };
  return id.startsWith('b') ? { __typename: 'Barge', id, holds: 3 } : null;
}

test.each<[string, string, unknown]>([
  [
    'fields of the object stand on every type behind it',
    '{ crafts { __typename id entries ... on Tug { pull strength } ... on Barge { holds } } }',
    {
      crafts: [
        { __typename: 'Tug', id: 't1', entries: ['t1 left'], pull: 40, strength: 9 },
        { __typename: 'Barge', id: 'b1', entries: ['b1 left'], holds: 3 },
        { __typename: 'Tug', id: 't2', entries: ['t2 left'], pull: 40, strength: 9 },
      ],
    },
  ],
  [
    'the type is asked of who knows it, when it matters',
    '{ last { entries kind: __typename ... on Tug { pull } ... on Barge { holds } } }',
    { last: { entries: ['b1 left'], kind: 'Barge', holds: 3 } },
  ],
  ['nobody is asked when it does not', '{ last { id entries } }', { last: { id: 'b1', entries: ['b1 left'] } }],
  ['a missing one is null', '{ craft(id: "none") { id entries } }', { craft: null }],
  [
    'an object may have its type in the source that asks for it',
    '{ buoy { id ... on Bell { tone } } }',
    { buoy: { id: 'y1', tone: 'low' } },
  ],
])('%s', async (_title, query, data) => {
  const answer = await federation.ask(query);
  expect(answer).toEqual({ status: 200, data, errors: [] });
});

test.each<[string, unknown]>([
  ['{ seen { id colour light { period } } }', { seen: { id: 'm2', colour: 'red', light: { period: 4 } } }],
  ['{ seen { ...Seen } } fragment Seen on Mark { id }', { seen: { id: 'm2' } }],
  [
    '{ watched { hue: colour light { period } } }',
    {
      watched: [
        { hue: 'green', light: null },
        { hue: null, light: { period: 2 } },
      ],
    },
  ],
])('an interface that no type implements is answered by its own fields: %s', async (query, data) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
});

test('a field of it that no source can reach refuses the operation; it is never a silent null', async () => {
  for (const query of [
    '{ mark { colour } }',
    '{ mark { id light { period } } last { id } }',
    '{ mark { ... on Mark { colour } } }',
    '{ mark { __typename } }',
    '{ seen { id kind: __typename } }',
    '{ watched { ...Kind } } fragment Kind on Mark { __typename }',
  ]) {
    const { status, data, errors } = await federation.ask(query);
    expect({ status, data, code: errors[0]?.extensions.code }).toEqual({
      status: 400,
      data: null,
      code: 'OPERATION_NOT_ANSWERABLE',
    });
  }
  expect(federation.asked).toEqual([]);
});

test('a source that cannot name the type has failed at that place alone', async () => {
  const { status, data, errors } = await federation.ask('{ mark { id } last { id } }');
  expect({ status, data }).toEqual({ status: 200, data: { mark: null, last: { id: 'b1' } } });
  expect(errors.map(({ path, extensions: { code } }) => ({ path, code }))).toEqual([
    { path: ['mark'], code: 'SOURCE_ERROR' },
  ]);
});
