import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openShop } from './support/shop.js';
import { session, type TwoExecutors, twoExecutors } from './support/twoExecutors.js';

const shop = closedAfter(await openShop());

describe('an entity', () => {
  test.each(['objects', 'bytes'] as const)(
    'is asked for once, however often it stands there, by %s',
    async (transport) => {
      const own = await shop.ours('{ grid { id reviews { id } } }', { transport });
      const { sent } = await shop.apollo('{ grid { id reviews { id } } }');
      expect(own.sent.map(({ source }) => source)).toEqual(['catalogue', 'reviews']);
      expect(own.sent[1]?.variables).toEqual({
        representations: [
          { __typename: 'Product', id: '1' },
          { __typename: 'Product', id: '2' },
        ],
      });
      expect(sent[1]?.variables.representations).toHaveLength(3);
      expect(own.data.grid[2][1]).toEqual(own.data.grid[0][0]);
    },
  );

  test('is not asked for where nothing stands', async () => {
    const own = await shop.ours('{ product(id: "9") { reviews { product { name } } } }');
    expect(own.sent.map(({ source }) => source)).toEqual(['catalogue']);
  });

  test('is not asked for where its source lacks what it needs', async () => {
    const own = await shop.ours('{ products { shipping } }', {
      spoil: (answer, { source }) => {
        if (source === 'catalogue') delete answer.data.products[0].price;
        return answer;
      },
    });
    expect(own.sent[1]?.variables.representations).toHaveLength(2);
    expect(own.data.products[0]).toEqual({ shipping: null });
  });

  test('hands on null where its source needs a value that is null', async () => {
    const own = await shop.ours('{ product(id: "2") { shipping } }');
    expect(own.sent[1]?.variables.representations).toEqual([
      { __typename: 'Product', id: '2', weight: null, price: null },
    ]);
  });
});

describe('two places of one entity', () => {
  test('never share what different later fetches fill', async () => {
    // One item stands twice under another rank; c computes by rank and adds to the same value object as b.
    const two = await twoExecutors({
      a: {
        sdl: 'type Query { list: [Item] } type Item @key(fields: "id") { id: ID! rank: Int }',
        resolvers: {
          Query: {
            list: () => [
              { id: 'x', rank: 1 },
              { id: 'x', rank: 2 },
            ],
          },
        },
      },
      b: {
        sdl: 'type Query { b: Int } type Item @key(fields: "id") { id: ID! box: Box @shareable } type Box { width: Int }',
        resolvers: { Item: { box: () => ({ width: 5 }) } },
      },
      c: {
        sdl: `type Query { c: Int } type Box { height: Int }
          type Item @key(fields: "id") { id: ID! rank: Int @external box: Box @shareable @requires(fields: "rank") }`,
        resolvers: {
          Item: {
            __resolveReference: (reference: object) => reference,
            box: ({ rank }: { rank: number }) => ({ height: rank }),
          },
        },
      },
    });
    const own = await two.ours('{ list { box { width height } } }', {
      spoil: async (answer, { source }) => {
        if (source === 'c') await new Promise((resolve) => setTimeout(resolve, 20));
        return answer;
      },
    });
    expect(own.sent.find(({ source }) => source === 'b')?.variables.representations).toHaveLength(1);
    expect(own.data).toEqual({ list: [{ box: { width: 5, height: 1 } }, { box: { width: 5, height: 2 } }] });
    await two.close();
  });
});

describe('more entities than a source takes in one call', () => {
  const count = 12_000;
  const failing = (): never => {
    throw new Error('no');
  };
  let two: TwoExecutors;

  beforeAll(async () => {
    two = await twoExecutors({
      a: {
        sdl: 'type Query { list: [Item] } type Item @key(fields: "id") { id: ID! }',
        // Every entity twice, so that a place and its entity have different numbers.
        resolvers: {
          Query: { list: () => Array.from({ length: 2 * count }, (_, index) => ({ id: String(index % count) })) },
        },
      },
      b: {
        sdl: 'type Query { b: Int } type Item @key(fields: "id") { id: ID! number: Int }',
        resolvers: {
          Item: {
            __resolveReference: (reference: object) => reference,
            number: ({ id }: { id: string }) => (id === '11000' ? failing() : Number(id)),
          },
        },
      },
    });
  });
  afterAll(async () => await two.close());

  test.each(['objects', 'bytes'] as const)(
    'are asked for in several, each put in its place, by %s',
    async (transport) => {
      const own = await two.ours('{ list { number } }', { transport });
      const asked = own.sent.filter(({ source }) => source === 'b').map(({ variables }) => variables.representations);
      expect(asked.map((each) => (each as unknown[]).length)).toEqual([10_000, 2_000]);
      const expected = Array.from({ length: 2 * count }, (_, index) => ({
        number: index % count === 11_000 ? null : index % count,
      }));
      expect(own.data.list).toEqual(expected);
      expect(own.collected.errors.map(({ path }) => path?.[1])).toEqual([11_000, count + 11_000]);
    },
  );

  test('are asked for in several by an operation that is known, too, which would be sliced', async () => {
    const own = await two.ours('{ list { number } }', { transport: 'bytes' });
    const before = own.sent.length;
    const signal = new AbortController().signal;
    await own.compiled.execute({ variables: {}, session, sources: [], signal });
    const asked = own.sent.slice(before).filter(({ source }) => source === 'b');
    expect(asked.map(({ variables }) => (variables.representations as unknown[]).length)).toEqual([10_000, 2_000]);
  });
});

describe('composite keys, interface objects and overrides', () => {
  let library: TwoExecutors;

  beforeAll(async () => {
    const media = [
      { __typename: 'Book', id: '1', isbn: { group: 3, code: 'x' }, title: 'A', pages: 5 },
      { __typename: 'Film', id: '2', isbn: { group: 4, code: 'y' }, title: 'B', minutes: 90 },
    ];
    library = await twoExecutors({
      media: {
        sdl: /* GraphQL */ `
          type Query { media: [Media!] book: Book }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Isbn @shareable { group: Int! code: String! }
          type Book implements Media @key(fields: "id") @key(fields: "isbn { group code }") {
            id: ID! title: String isbn: Isbn! pages: Int
          }
          type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int secret: String @inaccessible }
        `,
        resolvers: {
          Query: { media: () => media, book: () => media[0] },
          Media: { __resolveReference: ({ id }: { id: string }) => media.find((one) => one.id === id) },
          Book: {
            __resolveReference: ({ id, isbn }: { id?: string; isbn?: { code: string } }) =>
              media.find((one) => one.id === id || one.isbn.code === isbn?.code),
          },
          Film: { __resolveReference: ({ id }: { id: string }) => media.find((one) => one.id === id) },
        },
      },
      loans: {
        sdl: /* GraphQL */ `
          type Query { due: [Media!] }
          type Media @key(fields: "id") @interfaceObject { id: ID! loans: Int! shelf: String }
        `,
        resolvers: {
          Query: { due: () => [{ id: '2' }, { id: '1' }] },
          Media: {
            __resolveReference: (reference: object) => reference,
            loans: ({ id }: { id: string }) => Number(id) * 10,
            shelf: ({ id }: { id: string }) => `shelf ${id}`,
          },
        },
      },
      stock: {
        sdl: /* GraphQL */ `
          type Query { stock: Int }
          type Isbn @shareable { group: Int! code: String! }
          type Book @key(fields: "isbn { group code }") { isbn: Isbn! copies: Int pages: Int @override(from: "media") }
        `,
        resolvers: {
          Book: {
            __resolveReference: (reference: object) => reference,
            copies: ({ isbn }: { isbn: { group: number } }) => isbn.group,
            pages: () => 500,
          },
        },
      },
    });
  });

  afterAll(async () => await library.close());

  test.each([
    ['{ media { id title loans __typename ... on Book { copies pages } ... on Film { minutes } } }'],
    ['{ due { loans shelf } }'],
    ['{ due { id title loans __typename } }'],
    ['{ due { t: __typename ... on Film { minutes shelf } ... on Book { copies } } }'],
    [
      '{ media { ...F } book { copies isbn { code } } } fragment F on Media { shelf ... on Book { x: pages } ... on Film { x: minutes } }',
    ],
    ['{ media { ... on Book { x: copies } ... on Film { x: loans } } }'],
  ])('%s', async (query) => {
    for (const transport of ['objects', 'bytes'] as const) {
      const own = await library.ours(query, { transport });
      const { result, sent } = await library.apollo(query);
      expect(result.errors).toBeUndefined();
      expect(own.data).toEqual(result.data);
      expect(own.sent.length).toBe(sent.length);
      expect(own.collected.errors).toEqual([]);
    }
  });
});
