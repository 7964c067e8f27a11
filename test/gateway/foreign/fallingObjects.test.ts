import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from '../../conformance/support/federation.js';
import { registryPolicy } from '../../policy/foreign/registry.js';

/*
 * A type may promise a value where its interface does not. Objects of an interface that one source knows as an object
 * were shown with nulls in the place of such values, and where they fell the report did not always say for what.
 */
const rigs = [
  { __typename: 'Cutter', id: 'c1', name: 'Exemplar' },
  { __typename: 'Yawl', id: 'y1', name: 'Specimen' },
];
let federation: Federation;
beforeAll(async () => {
  const __resolveReference = ({ id }: { id: string }) => rigs.find((rig) => rig.id === id);
  const sources = {
    quay: {
      sdl: `
        type Query { rigs: [Rig] }
        interface Rig @key(fields: "id") { id: ID! name: String }
        type Cutter implements Rig @key(fields: "id") { id: ID! name: String! }
        type Yawl implements Rig @key(fields: "id") { id: ID! name: String mast: Int! }
        interface Hull @key(fields: "id") { id: ID! name: String }
        type Bow implements Hull @key(fields: "id") { id: ID! name: String! depth: Int! }
        type Keel implements Hull @key(fields: "id") { id: ID! name: String! }
        interface Sail @key(fields: "id") { id: ID! }
        type Jib implements Sail @key(fields: "id") { id: ID! }
        type Genoa implements Sail @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { rigs: () => rigs }, Rig: { __resolveReference } },
    },
    logbook: {
      sdl: `
        type Query { seen: [Rig] hulls: [Hull] sails: [Sail] }
        type Sail @interfaceObject @key(fields: "id") { id: ID! area: Int! }
        type Rig @interfaceObject @key(fields: "id") { id: ID! score: Int }
        type Hull @interfaceObject @key(fields: "id") { id: ID! score: Int }`,
      resolvers: {
        Query: {
          seen: () => rigs.map(({ id }) => ({ id, score: 9 })),
          hulls: () => [{ id: 'h1', score: 9 }],
          sails: () => [{ id: 's1', area: 40 }],
        },
      },
    },
  };
  const envelope = '{ originator: DE-POLICE, classification: PUBLIC }';
  const withheld = [
    'Rig.name',
    'Cutter.name',
    'Yawl.name',
    'Yawl.mast',
    'Hull.name',
    'Bow.name',
    'Keel.name',
    'Bow.depth',
    'Jib.id',
    'Genoa.area',
  ];
  const labels = `Query: public, Rig: public, Cutter: public, Yawl: public, Hull: public, Bow: public, Keel: public, Sail: public, Jib: public, Genoa: public,
    ${withheld.map((coordinate) => `${coordinate}: persons.contact`).join(', ')}`;
  const policy = registryPolicy(`sources: { quay: ${envelope}, logbook: ${envelope} }\nlabels: { ${labels} }`);
  federation = await startFederation(sources, { permissive: false, policy });
});
afterAll(async () => await federation?.close());

test.each<[string, string, unknown, readonly [string, number]]>([
  ['falls where each of its types promises the value', '{ hulls { name } }', { hulls: [null] }, ['hulls.*.name', 1]],
  [
    'falls or not by its type where one of them promises the value',
    '{ seen { score name } }',
    { seen: [null, { score: 9, name: null }] },
    ['seen.*.name', 2],
  ],
  [
    'the same where its source knows the type',
    '{ rigs { id name } }',
    { rigs: [null, { id: 'y1', name: null }] },
    ['rigs.*.name', 2],
  ],
  [
    'falls for a field of all types, where one type promises another one too',
    '{ hulls { ... on Bow { depth } name } }',
    { hulls: [null] },
    ['hulls.*.name', 1],
  ],
  [
    'falls where each of its types promises another value',
    '{ sails { id area } }',
    { sails: [null] },
    ['sails.*.area', 1],
  ],
  [
    'falls for one field or another, of which the report names one',
    '{ seen { ... on Yawl { mast } ... on Cutter { name } } }',
    { seen: [null, null] },
    ['seen.*.name', 2],
  ],
])('an object of several types %s', async (_title, query, data, [path, count]) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
  expect(federation.asked.map((each) => each.query).join()).not.toMatch(/\bname|mast|depth|area/);
  const { body } = await federation.harness.ask(query);
  expect(body.extensions.withheld).toEqual([expect.objectContaining({ path, count })]);
});
