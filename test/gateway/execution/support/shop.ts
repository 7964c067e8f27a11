import { type TwoExecutors, twoExecutors } from './twoExecutors.js';

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

/** A shop in two sources: what it sells, and what is said of it. */
export async function openShop(): Promise<TwoExecutors> {
  return await twoExecutors({
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
}

function review(id: string, product: string): object {
  return { id, text: `text ${id}`, product: { id: product }, stars: 4, author: { name: `author ${id}` } };
}
