import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/*
 * Apollo's planner made one heap of the keys of some types and of what was required for others: a source was asked for an
 * entity without its key, and answered for another one; and what was required of a tug kept barges from their own fields.
 */
const crafts = [
  { __typename: 'Tug', id: 't1', name: 'Exemplar' },
  { __typename: 'Barge', id: 'b1', name: 'Specimen' },
];
let federation: Federation;
beforeAll(async () => {
  const byKey = ({ id }: { id: string }) => crafts.find((craft) => craft.id === id);
  federation = await startFederation({
    quay: {
      sdl: `
        type Query { crafts: [Craft!]! }
        interface Craft @key(fields: "id") { id: ID! name: String flag: String }
        type Tug implements Craft @key(fields: "id") { id: ID! name: String flag: String pull: Int }
        type Barge implements Craft @key(fields: "id") { id: ID! name: String flag: String }`,
      resolvers: {
        Query: { crafts: () => crafts.map((craft) => ({ ...craft, flag: 'NL', pull: 40 })) },
        Craft: { __resolveReference: byKey },
        Tug: { __resolveReference: byKey },
        Barge: { __resolveReference: byKey },
      },
    },
    logbook: {
      sdl: `
        type Query { last: Craft }
        type Craft @interfaceObject @key(fields: "id") {
          id: ID! name: String @external flag: String @external
          score: Int! label: String @requires(fields: "name") sign: String @requires(fields: "name flag")
        }`,
      resolvers: {
        Query: { last: () => ({ id: 'b1' }) },
        Craft: {
          __resolveReference: (key: { id?: string }) => {
            if (key.id === undefined) throw new Error('nobody is meant');
            return key;
          },
          score: ({ id }: { id: string }) => Number(id.slice(1)),
          label: ({ name }: { name: string }) => `label of ${name}`,
          sign: ({ name, flag }: { name: string; flag: string }) => `${name} of ${flag}`,
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());

/** What the source was asked of the entities, with the ids of those. */
function asked(): string[] {
  return federation.asked
    .filter(({ variables }) => variables.representations)
    .map(({ query, variables }) => {
      const ids = (variables.representations ?? []).map((each) => each.id ?? 'none');
      const fields = ['score', 'label', 'sign', 'pull'].filter((field) => new RegExp(`\\b${field}\\b`).test(query));
      return `${fields} of ${ids}`;
    })
    .sort();
}

test.each<[string, string, unknown, string[]]>([
  [
    'a field that requires something of one type leaves those of the other types alone',
    '{ crafts { score ... on Tug { label } } }',
    { crafts: [{ score: 1, label: 'label of Exemplar' }, { score: 1 }] },
    ['label of t1', 'score of t1,b1'],
  ],
  [
    'no source is asked for an entity without its key',
    '{ crafts { name ... on Tug { label } } }',
    { crafts: [{ name: 'Exemplar', label: 'label of Exemplar' }, { name: 'Specimen' }] },
    ['label of t1'],
  ],
  [
    'nor for a field of another type than it was asked of, where the type is told later',
    '{ last { id ... on Tug { label pull } } }',
    { last: { id: 'b1' } },
    ['pull of b1'],
  ],
  [
    'types that are asked for different requirements get them',
    '{ crafts { ... on Tug { label } ... on Barge { sign } } }',
    { crafts: [{ label: 'label of Exemplar' }, { sign: 'Specimen of NL' }] },
    ['label of t1,b1', 'sign of b1'],
  ],
  [
    'what is asked of all types is asked at once',
    '{ crafts { score label } }',
    {
      crafts: [
        { score: 1, label: 'label of Exemplar' },
        { score: 1, label: 'label of Specimen' },
      ],
    },
    ['score,label of t1,b1'],
  ],
])('%s', async (_title, query, data, calls) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
  expect(asked()).toEqual(calls);
});
