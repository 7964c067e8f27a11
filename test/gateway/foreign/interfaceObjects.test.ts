import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from '../../conformance/support/federation.js';
import { registryPolicy } from '../../policy/foreign/registry.js';

/* An interface that one source knows as an object: of which type a thing is, nobody need be asked, unless it matters. */
const things = [
  { __typename: 'Tug', id: 't1', name: 'Exemplar', pull: 40 },
  { __typename: 'Barge', id: 'b1', name: 'Specimen', holds: 3 },
];
let federation: Federation;
beforeAll(async () => {
  const byKey = ({ id }: { id: string }) => things.find((thing) => thing.id === id);
  const sources = {
    quay: {
      sdl: `
        type Query { crafts: [Craft] }
        interface Mark @key(fields: "id") { id: ID! }
        type Buoy implements Mark @key(fields: "id") { id: ID! tone: Int }
        interface Craft @key(fields: "id") { id: ID! name: String }
        type Tug implements Craft @key(fields: "id") { id: ID! name: String pull: Int }
        type Barge implements Craft @key(fields: "id") { id: ID! name: String holds: Int! }`,
      resolvers: {
        Query: { crafts: () => things },
        Mark: { __resolveReference: (key: object) => ({ ...key, __typename: 'Buoy' }) },
        Buoy: { __resolveReference: (key: object) => key },
        Craft: { __resolveReference: byKey },
        Tug: { __resolveReference: byKey },
        Barge: { __resolveReference: byKey },
      },
    },
    logbook: {
      sdl: `
        type Query { seen: [Craft] mark: Mark }
        type Mark @interfaceObject @key(fields: "id") { id: ID! }
        type Craft @interfaceObject @key(fields: "id") { id: ID! score: Int }`,
      resolvers: {
        Query: { seen: () => things.map(({ id }) => ({ id })), mark: () => ({ id: 'm1' }) },
        Craft: { __resolveReference: (key: object) => key, score: () => 9 },
      },
    },
  };
  const envelope = '{ originator: DE-POLICE, classification: PUBLIC }';
  const labels = `Query: public, Craft: public, Tug: public, Tug.pull: persons.contact, Barge: public, Mark: public, Buoy: public, Buoy.tone: persons.contact,
    Barge.holds: persons.contact, Barge.score: persons.contact`;
  const policy = registryPolicy(`sources: { quay: ${envelope}, logbook: ${envelope} }\nlabels: { ${labels} }`);
  federation = await startFederation(sources, { permissive: false, policy });
});
afterAll(async () => await federation?.close());

test.each<[string, string, unknown]>([
  [
    'the type of an object is asked of which a fragment leaves nothing',
    '{ seen { ... on Tug { pull } } }',
    { seen: [{ pull: null }, {}] },
  ],
  ['and of one whose interface has one type alone', '{ mark { ... on Buoy { tone } } }', { mark: { tone: null } }],
  [
    'and of one that falls, though nothing else is asked of it',
    '{ seen { ... on Barge { holds } } }',
    { seen: [{}, null] },
  ],
  [
    'what one type shows and another does not is told of the one',
    '{ seen { id score } }',
    {
      seen: [
        { id: 't1', score: 9 },
        { id: 'b1', score: null },
      ],
    },
  ],
  [
    'the same where the type is known',
    '{ crafts { ... on Tug { pull } score } }',
    {
      crafts: [{ pull: null, score: 9 }, { score: null }],
    },
  ],
])('of an interface object %s', async (_title, query, data) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
  expect(federation.asked.map((each) => each.query).join()).not.toMatch(/pull|holds|tone/);
});
