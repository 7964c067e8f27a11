import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TwoExecutors, twoExecutors } from './support/twoExecutors.js';

let shop: TwoExecutors;

const products = [
  {
    id: '1',
    name: 'Lamp',
    weight: 3,
    price: 10,
    tags: [['a', 'b'], ['c']],
    kind: 'BOOK',
    maker: { id: 'm1', city: 'Bonn' },
  },
  {
    id: '2',
    name: 'Ink "blue"\n\u2028é\ud83d\ude00',
    weight: null,
    price: null,
    tags: [],
    kind: 'MOVIE',
    maker: { id: 'm1', city: 'Bonn' },
  },
  { id: '3', name: null, weight: 5, price: 7, tags: null, kind: null, maker: null },
];

beforeAll(async () => {
  shop = await twoExecutors({
    catalogue: {
      sdl: /* GraphQL */ `
        type Query {
          products(first: Int = 3): [Product!]
          product(id: ID!): Product
          things: [Thing]
          found: [Found!]
          grid: [[Product]]
        }
        type Mutation { add(name: String!): Product  drop(id: ID!): Boolean }
        interface Thing { id: ID! }
        union Found = Product | Maker
        enum Kind { BOOK MOVIE }
        type Product implements Thing @key(fields: "id") @key(fields: "maker { id } name") {
          id: ID! name: String weight: Int price: Float tags: [[String!]!] kind: Kind maker: Maker @shareable
        }
        type Maker implements Thing @key(fields: "id") { id: ID! city: String }
      `,
      resolvers: {
        Query: {
          products: (_: unknown, { first }: { first: number }) => products.slice(0, first),
          product: (_: unknown, { id }: { id: string }) => products.find((product) => product.id === id),
          things: () => [
            { __typename: 'Product', ...products[0] },
            null,
            { __typename: 'Maker', id: 'm1', city: 'Bonn' },
          ],
          found: () => [
            { __typename: 'Maker', id: 'm1', city: 'Bonn' },
            { __typename: 'Product', ...products[1] },
          ],
          grid: () => [[products[0], null], [], [products[1], products[0]]],
        },
        Mutation: {
          add: (_: unknown, { name }: { name: string }) => ({ ...products[0], name }),
          drop: () => true,
        },
        Product: { __resolveReference: ({ id }: { id: string }) => products.find((product) => product.id === id) },
        Maker: { __resolveReference: ({ id }: { id: string }) => ({ id, city: 'Bonn' }) },
      },
    },
    reviews: {
      sdl: /* GraphQL */ `
        type Query { latest: [Review] }
        type Mutation { review(product: ID!, text: String!): Review }
        type Review @key(fields: "id") { id: ID! text: String product: Product stars: Int! author: Author }
        type Author @shareable { name: String }
        type Product @key(fields: "id") {
          id: ID! weight: Int @external price: Float @external
          reviews(first: Int = 2): [Review!] shipping: Float @requires(fields: "weight price") rating: Int!
        }
      `,
      resolvers: {
        Query: { latest: () => [review('r1', '1'), review('r2', '3'), null] },
        Mutation: {
          review: (_: unknown, { product, text }: { product: string; text: string }) => ({
            ...review('r9', product),
            text,
          }),
        },
        Product: {
          __resolveReference: (reference: object) => reference,
          reviews: ({ id }: { id: string }, { first }: { first: number }) =>
            id === '3' ? null : [review(`a${id}`, id), review(`b${id}`, '1')].slice(0, first),
          shipping: ({ weight, price }: { weight?: number; price?: number }) => (weight ?? 0) * 100 + (price ?? 0),
          rating: ({ id }: { id: string }) => {
            if (id === '2') throw new Error('SELECT secret FROM http://internal');
            return 5;
          },
        },
      },
    },
  });
});

afterAll(async () => await shop.close());

function review(id: string, product: string): object {
  return { id, text: `text ${id}`, product: { id: product }, stars: 4, author: { name: `author ${id}` } };
}

const cases: Readonly<Record<string, readonly [string, Record<string, unknown>?]>> = {
  'one row': ['{ product(id: "1") { id name weight price kind tags } }'],
  'no row': ['{ product(id: "9") { id name reviews { text } } }'],
  'text of every kind': ['{ products { name } }'],
  'nested lists': ['{ grid { id reviews { text } } products { tags } }'],
  'entities of a list, and what they require': [
    '{ products { id shipping reviews(first: 1) { text stars product { name } } } }',
  ],
  'a chain of hops': ['{ latest { text product { name reviews { product { maker { city } reviews { id } } } } } }'],
  'an interface': ['{ things { id __typename ... on Product { name reviews { text } } ... on Maker { city } } }'],
  'a union': ['{ found { ... on Product { id a: name shipping } ... on Maker { a: city } } }'],
  'aliases, and one field twice': [
    '{ a: product(id: "1") { x: id y: id ...F } b: product(id: "3") { ...F name } } fragment F on Product { reviews { text } reviews { id } }',
  ],
  'conditions on variables': [
    'query ($yes: Boolean!, $no: Boolean = false) { products { id name @include(if: $yes) reviews @skip(if: $no) { text } ... @include(if: $no) { weight } } latest @skip(if: $yes) { id } }',
    { yes: true },
  ],
  'conditions the other way': [
    'query ($yes: Boolean!, $no: Boolean = false) { products { id name @include(if: $yes) reviews @skip(if: $no) { text } ... @include(if: $no) { weight } } latest @skip(if: $yes) { id product { name } } }',
    { yes: false, no: true },
  ],
  'variables in several fetches': [
    'query ($n: Int, $m: Int!) { products(first: $n) { reviews(first: $m) { id } } }',
    { n: 2, m: 1 },
  ],
  'a variable called like the planner calls its own': [
    'query ($representations: Int!) { products(first: 2) { reviews(first: $representations) { id } } }',
    { representations: 1 },
  ],
  'null that may not be': ['{ products { id rating name } }'],
  'mutations in series': [
    'mutation { a: add(name: "x") { id name reviews { text } } r: review(product: "1", text: "t") { text product { name } } drop(id: "1") }',
  ],
  'names that every object inherits': [
    '{ __proto__: product(id: "1") { constructor: name toString: id __proto__: weight } }',
  ],
  'the type of the root': ['{ __typename t: __typename products { __typename u: __typename id } }'],
};

describe('the same data as from the executor of Apollo', () => {
  for (const transport of ['objects', 'bytes'] as const) {
    test.each(Object.entries(cases))(`%s, by ${transport}`, async (_title, [query, variables = {}]) => {
      const own = await shop.ours(query, { variables, transport });
      const { result, sent } = query.includes('$representations')
        ? await shop.apollo(query.replaceAll('$representations', '$other'), { variables: { other: 1 } })
        : await shop.apollo(query, { variables });
      expect(own.data).toEqual(result.data);
      expect(own.collected.errors.map(({ path }) => path)).toEqual(
        (result.errors ?? []).map(({ path }: { path: unknown }) => path),
      );
      expect(own.sent.length).toBe(sent.length);
    });
  }
});
