import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Federation, startFederation } from './support/federation.js';

/*
 * `@requires` on a field with arguments: what the source needs, what the client asks under the same name, and what
 * another field of the same source needs are three values, not one.
 */
const crates: Record<string, { tare: number; parts: { mass: number }[] }> = {
  c1: { tare: 2, parts: [{ mass: 10 }, { mass: 20 }, { mass: 30 }] },
  c2: { tare: 0, parts: [{ mass: 0 }, { mass: 0 }] },
};

let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({
    yard: {
      sdl: `
        type Query { crates: [Crate!]! box(id: ID!): Box }
        enum Unit { KG LB }
        interface Box { id: ID! mass(unit: Unit!): Int }
        type Crate implements Box @key(fields: "id") {
          id: ID! mass(unit: Unit! = KG): Int tare: Int parts(first: Int!): [Part!] owner: Owner
        }
        type Part @key(fields: "mass") { mass: Int! }
        type Owner { rate(currency: String!): Int }`,
      resolvers: {
        Query: {
          crates: () => Object.keys(crates).map((id) => ({ __typename: 'Crate', id })),
          box: (_: unknown, { id }: { id: string }) => ({ __typename: 'Crate', id }),
        },
        Crate: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          mass: ({ id }: { id: string }, { unit }: { unit: string }) => sum(id) * (unit === 'LB' ? 2 : 1),
          tare: ({ id }: { id: string }) => crates[id]?.tare,
          parts: ({ id }: { id: string }, { first }: { first: number }) => crates[id]?.parts.slice(0, first),
          owner: () => ({}),
        },
        Owner: { rate: (_: unknown, { currency }: { currency: string }) => (currency === 'EUR' ? 3 : 7) },
      },
    },
    tolls: {
      sdl: `
        enum Unit { KG LB }
        type Crate @key(fields: "id") {
          id: ID!
          mass(unit: Unit! = KG): Int @external
          tare: Int @external
          parts(first: Int!): [Part!] @external
          owner: Owner @external
          toll: String @requires(fields: "mass(unit: KG) tare")
          tollInPounds(plus: Int = 0): String @requires(fields: "mass(unit: LB) tare")
          firstParts: String @requires(fields: "parts(first: 1) { mass }")
          allParts: String @requires(fields: "parts(first: 9) { mass }")
          bare: String @requires(fields: "tare")
          fee: String @requires(fields: "owner { rate(currency: \\"EUR\\") }")
          feeInPounds: String @requires(fields: "owner { rate(currency: \\"GBP\\") }")
        }
        type Owner { rate(currency: String!): Int @external }
        type Part @key(fields: "mass", resolvable: false) { mass: Int! }`,
      resolvers: {
        Crate: {
          __resolveReference: (representation: object) => representation,
          toll: ({ mass, tare }: Needed) => `${mass} kg and ${tare}`,
          tollInPounds: ({ mass, tare }: Needed, { plus }: { plus: number }) => `${mass} lb and ${tare} and ${plus}`,
          firstParts: ({ parts }: Needed) => `${parts?.map((part) => part.mass)}`,
          allParts: ({ parts }: Needed) => `${parts?.map((part) => part.mass)}`,
          bare: ({ tare }: Needed) => `${tare}`,
          fee: ({ owner }: Needed) => `${owner?.rate}`,
          feeInPounds: ({ owner }: Needed) => `${owner?.rate}`,
        },
      },
    },
  });
});
afterAll(async () => await federation?.close());

interface Needed {
  readonly mass?: number;
  readonly tare?: number;
  readonly parts?: readonly { mass: number }[];
  readonly owner?: { rate: number };
}

function sum(id: string): number {
  return (crates[id]?.parts ?? []).reduce((total, { mass }) => total + mass, 0);
}

test('a source gets the value of the arguments that it states, whatever the client asks by that name', async () => {
  const { data, errors } = await federation.ask(
    '{ crates { toll mass(unit: LB) parts(first: 2) { mass } firstParts } }',
  );
  expect(errors).toEqual([]);
  expect(data).toEqual({
    crates: [
      { toll: '60 kg and 2', mass: 120, parts: [{ mass: 10 }, { mass: 20 }], firstParts: '10' },
      { toll: '0 kg and 0', mass: 0, parts: [{ mass: 0 }, { mass: 0 }], firstParts: '0' },
    ],
  });
});

test('two fields of one source may need one field with different arguments', async () => {
  const { data, errors } = await federation.ask(
    'query($plus: Int) { crates { toll tollInPounds(plus: $plus) firstParts allParts bare fee feeInPounds } }',
    { plus: 4 },
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    crates: [
      {
        toll: '60 kg and 2',
        tollInPounds: '120 lb and 2 and 4',
        firstParts: '10',
        allParts: '10,20,30',
        bare: '2',
        fee: '3',
        feeInPounds: '7',
      },
      { toll: '0 kg and 0', tollInPounds: '0 lb and 0 and 4', firstParts: '0', allParts: '0,0', bare: '0' },
    ],
  });
});

test('no source is asked for a field that it does not have, or told a value that it did not ask for', async () => {
  await federation.ask('{ crates { toll tollInPounds } }');
  const entities = federation.asked.flatMap(({ variables }) => variables.representations ?? []);
  expect(entities.length).toBeGreaterThan(0);
  for (const representation of entities) {
    expect(Object.keys(representation).sort()).toEqual(['__typename', 'id', 'mass', 'tare']);
  }
});

test('variables and fragments stand where they stood', async () => {
  const { data, errors } = await federation.ask(
    `query($n: Int = 1, $no: Boolean = false) { crates { ...Needs ...Own toll @skip(if: $no) bare @include(if: $no) } }
     fragment Needs on Crate { firstParts tollInPounds }
     fragment Own on Crate { own: parts(first: $n) { mass } parts(first: $n) { mass } }`,
  );
  expect(errors).toEqual([]);
  expect((data as { crates: unknown[] }).crates[0]).toEqual({
    firstParts: '10',
    tollInPounds: '120 lb and 2 and 0',
    own: [{ mass: 10 }],
    parts: [{ mass: 10 }],
    toll: '60 kg and 2',
  });
});

test("a client's alias is never taken for a name that only the planner knows", async () => {
  const aliases = [1, 2, 3].map((number) => `mass__required_${number}: tare`);
  const { data, errors } = await federation.ask(`{ crates { ${aliases.join(' ')} toll } }`);
  expect(errors).toEqual([]);
  const all = (tare: number) => Object.fromEntries([1, 2, 3].map((number) => [`mass__required_${number}`, tare]));
  expect(data).toEqual({
    crates: [
      { ...all(2), toll: '60 kg and 2' },
      { ...all(0), toll: '0 kg and 0' },
    ],
  });
});

test('clients never see the names that only the planner knows', async () => {
  const { data } = await federation.ask('{ __type(name: "Crate") { fields { name } } }');
  expect(JSON.stringify(data)).not.toContain('required');
  const { errors } = await federation.ask('{ crates { mass__required_1 } }');
  expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});
