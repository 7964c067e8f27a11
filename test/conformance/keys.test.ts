import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/* Keys of every kind: several, nested, null, only stated, and one that must come from a third source. */
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    register: {
      sdl: `
        type Query { ship: Ship fleet: [Ship] byHull(code: String!): Ship }
        type Ship @key(fields: "imo") @key(fields: "hull { yard number }", resolvable: false) @key(fields: "sign", resolvable: false) {
          imo: ID! sign: ID hull: Hull! name: String!
        }
        type Hull @shareable { yard: ID! number: ID! code: ID! }`,
      resolvers: {
        Query: {
          ship: () => shipOf('1'),
          fleet: () => [shipOf('1'), null, shipOf('2'), shipOf('1'), shipOf('3')],
          byHull: () => shipOf('2'),
        },
        Ship: { __resolveReference: ({ imo }: { imo: string }) => shipOf(imo) },
      },
    },
    survey: {
      sdl: `
        type Query { surveyed: [Survey!]! }
        type Survey @key(fields: "no") { no: ID! ships: [Ship!]! }
        type Ship
          @key(fields: "hull { yard number }", resolvable: false)
          @key(fields: "imo hull { number code }")
          @key(fields: "imo", resolvable: false) {
          imo: ID! hull: Hull! name: String! @external
          label: String! @requires(fields: "name")
        }
        type Hull @shareable { yard: ID! number: ID! code: ID! }`,
      resolvers: {
        Query: { surveyed: () => [{ no: 's1', ships: ['1', '2'].map((imo) => bare(imo)) }] },
        Survey: { __resolveReference: ({ no }: { no: string }) => ({ no, ships: [] }) },
        Ship: {
          __resolveReference: ({ imo, hull, name }: { imo?: string; hull?: { code?: string }; name?: string }) => {
            if (!imo || !hull?.code) throw new Error('not the key that is resolved here');
            return { ...bare(imo), name };
          },
          label: ({ name }: { name?: string }) => `surveyed ${name}`,
        },
      },
    },
    radio: {
      sdl: `
        type Ship @key(fields: "sign") { sign: ID band: String }
        type Query { radios: Int }`,
      resolvers: {
        Query: { radios: () => 2 },
        Ship: {
          __resolveReference: ({ sign }: { sign: string | null }) =>
            sign === 'A1' ? { sign, band: 'VHF' } : sign === 'C3' ? null : { sign, band: 'none' },
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());

function shipOf(imo: string): object {
  return { ...bare(imo), name: `Ship ${imo}`, sign: { 1: 'A1', 3: 'C3' }[imo] ?? null };
}

function bare(imo: string): { imo: string; hull: object } {
  return { imo, hull: { yard: 'y', number: imo, code: `y-${imo}` } };
}

test('a source gets a key that it resolves, also where it only comes back for what it requires', async () => {
  const { data, errors } = await federation.ask('{ surveyed { no ships { imo name label } } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({
    surveyed: [
      {
        no: 's1',
        ships: [
          { imo: '1', name: 'Ship 1', label: 'surveyed Ship 1' },
          { imo: '2', name: 'Ship 2', label: 'surveyed Ship 2' },
        ],
      },
    ],
  });
});

test('an entity is asked for once, however often it stands in the answer', async () => {
  const { data } = await federation.ask('{ fleet { imo label } }');
  expect(data).toMatchObject({ fleet: [{ imo: '1' }, null, { imo: '2' }, { imo: '1', label: 'surveyed Ship 1' }, {}] });
  const representations = federation.asked.flatMap(({ variables }) => variables.representations ?? []);
  expect(representations).toHaveLength(3);
});

test('a null key, and an entity that its owner does not know, are null and no error', async () => {
  const { data, errors } = await federation.ask('{ fleet { imo band } }');
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    fleet: [{ imo: '1', band: 'VHF' }, null, { imo: '2' }, { imo: '1', band: 'VHF' }, { imo: '3', band: null }],
  });
});

test('a failing entity is null with an error at each of its places, and leaves the others', async () => {
  const { data, errors } = await federation.ask('{ ship { imo label } byHull(code: "x") { label name } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({
    ship: { imo: '1', label: 'surveyed Ship 1' },
    byHull: { label: 'surveyed Ship 2', name: 'Ship 2' },
  });
});

test.each<[string, unknown]>([
  ['{ ship { imo: name label } }', { ship: { imo: 'Ship 1', label: 'surveyed Ship 1' } }],
  ['{ ship { name: imo label } }', { ship: { name: '1', label: 'surveyed Ship 1' } }],
  [
    '{ ship { hull: label hull2: hull { code: number } } }',
    { ship: { hull: 'surveyed Ship 1', hull2: { code: '1' } } },
  ],
  ['{ ship { sign: imo band } }', { ship: { sign: '1', band: 'VHF' } }],
  ['{ ship { __typename: name label } }', { ship: { __typename: 'Ship 1', label: 'surveyed Ship 1' } }],
])('no alias of a client can pass for a key or a required value: %s', async (query, data) => {
  expect(await federation.ask(query)).toEqual({ status: 200, data, errors: [] });
});
