import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* What `@skip` and `@include` leave out is as if it were not written: no fetch for it, none lost with it. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    quay: {
      sdl: `
        type Query { crafts: [Craft!]! mark: Mark }
        interface Craft @key(fields: "id") { id: ID! draught: Int }
        type Tug implements Craft @key(fields: "id") { id: ID! draught: Int pull: Int tows: Craft }
        type Barge implements Craft @key(fields: "id") { id: ID! draught: Int holds: Int }
        union Hull = Tug | Barge
        interface Mark @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { crafts: () => [craft('t1'), craft('b1')], mark: () => ({ __typename: 'Mark', id: 'm1' }) },
        Craft: { __resolveReference: ({ id }: { id: string }) => craft(id) },
        Tug: { __resolveReference: ({ id }: { id: string }) => craft(id), tows: () => craft('b1') },
        Barge: { __resolveReference: ({ id }: { id: string }) => craft(id) },
      },
    },
    logbook: {
      sdl: `
        type Query { last: Craft! seen: Mark }
        type Craft @interfaceObject @key(fields: "id") {
          id: ID!
          draught: Int @external
          entries: [String!]!
          clearance: Int @requires(fields: "draught")
        }
        type Mark @interfaceObject @key(fields: "id", resolvable: false) { id: ID! colour: String }`,
      resolvers: {
        Query: { last: () => ({ id: 'b1' }), seen: () => ({ id: 'm2', colour: 'red' }) },
        Craft: {
          __resolveReference: (key: object) => key,
          entries: ({ id }: { id: string }) => [`${id} left`],
          clearance: ({ draught }: { draught: number }) => 10 - draught,
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());

function craft(id: string): object | null {
  if (id.startsWith('t')) return { __typename: 'Tug', id, pull: 40, draught: 4 };
  return id.startsWith('b') ? { __typename: 'Barge', id, holds: 3, draught: 2 } : null;
}

const sourcesAsked = (): readonly string[] => federation.asked.map(({ source }) => source);

test.each<[string, string, unknown, readonly string[], Record<string, unknown>?]>([
  [
    'a skipped field with requirements fetches none of them',
    'query($x: Boolean!) { last { entries clearance @skip(if: $x) } }',
    { last: { entries: ['b1 left'] } },
    ['logbook'],
    { x: true },
  ],
  [
    'nor does it lose the fetch of its neighbours',
    '{ crafts { id entries clearance @skip(if: true) } }',
    {
      crafts: [
        { id: 't1', entries: ['t1 left'] },
        { id: 'b1', entries: ['b1 left'] },
      ],
    },
    ['quay', 'logbook'],
  ],
  [
    'a required field is there where the client skips its own',
    '{ crafts { draught @skip(if: true) clearance } }',
    { crafts: [{ clearance: 6 }, { clearance: 8 }] },
    ['quay', 'logbook'],
  ],
  [
    'the type behind an interface object is not asked for a skipped condition',
    'query($x: Boolean!) { last { id entries ... on Barge @skip(if: $x) { holds } } }',
    { last: { id: 'b1', entries: ['b1 left'] } },
    ['logbook'],
    { x: true },
  ],
  [
    'and once where it counts',
    'query($x: Boolean!) { last { id entries ... on Barge @skip(if: $x) { holds } } }',
    { last: { id: 'b1', entries: ['b1 left'], holds: 3 } },
    ['logbook', 'quay'],
    { x: false },
  ],
  [
    'an interface object of which nothing is left is there, and its type asked of nobody',
    '{ last { entries @skip(if: true) ... on Barge @include(if: false) { holds } } seen { colour @skip(if: true) } }',
    { last: {}, seen: {} },
    ['logbook'],
  ],
  [
    'a skipped field that no source can reach refuses nothing',
    '{ seen { id } mark @skip(if: true) { colour } }',
    { seen: { id: 'm2' } },
    ['logbook'],
  ],
  [
    "a union's condition behind an interface object can be planned",
    '{ last { entries ... on Hull { ... on Barge { holds } } } }',
    { last: { entries: ['b1 left'], holds: 3 } },
    ['logbook', 'quay'],
  ],
  [
    'the type that was told stays where the next source knows the interface alone',
    '{ last { clearance ... on Barge { kind: __typename } ... on Tug { pull } } }',
    { last: { clearance: 8, kind: 'Barge' } },
    ['logbook', 'quay', 'logbook'],
  ],
])('%s', async (_title, query, data, sources, ...[variables]) => {
  expect(await federation.ask(query, variables)).toEqual({ status: 200, data, errors: [] });
  expect([...sourcesAsked()].sort()).toEqual([...sources].sort());
});
