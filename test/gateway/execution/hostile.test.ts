import { describe, expect, test } from '@jest/globals';
import { stable } from '../../fuzz/world/stable.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openShop } from './support/shop.js';
import type { Answer, Spoil } from './support/twoExecutors.js';

const shop = closedAfter(await openShop());

/** Changes what the source of the products says; the others stay honest. */
const catalogue =
  (change: (data: Answer['data']) => unknown): Spoil =>
  (answer, { source, query }) => {
    if (source !== 'catalogue' || query.includes('_entities')) return answer;
    const changed = change(answer.data);
    return changed === undefined ? answer : { ...answer, data: changed };
  };

/** Sets a value of the data, by its path. */
function put(path: string, value: unknown): (data: Answer['data']) => void {
  const names = path.split('.');
  const last = names.pop() as string;
  return (data) => {
    names.reduce((object, name) => object[name], data)[last] = value;
  };
}

/** Leaves a value out. */
function drop(path: string): (data: Answer['data']) => void {
  const names = path.split('.');
  const last = names.pop() as string;
  return (data) => void delete names.reduce((object, name) => object[name], data)[last];
}

const product = '{ product(id: "1") { id name weight price kind tags maker { city } } }';

/** Hostile values that Apollo's executor and ours answer alike. */
const alike: Readonly<Record<string, readonly [string, (data: Answer['data']) => unknown]>> = {
  'a value that the enum does not know': [product, put('product.kind', 'CHAIR')],
  'an enum value that is a number': [product, put('product.kind', 5)],
  'a text where a number belongs': [product, put('product.weight', '3')],
  'a fraction where an integer belongs': [product, put('product.weight', 1.5)],
  'an integer for an id': [product, put('product.id', 7)],
  'an object where a text belongs': [product, put('product.name', { deep: 'x' })],
  'a number in a list of texts that may not be null': [product, put('product.tags.0.0', 1)],
  'null in a list that may not hold it': [product, put('product.tags.1', null)],
  'an id that is missing': [product, drop('product.id')],
  'a field that is missing': [product, drop('product.name')],
  'a type that the schema does not know': ['{ things { id __typename } }', put('things.0.__typename', 'Nobody')],
  'no type where there are several': ['{ things { id __typename } }', drop('things.0.__typename')],
  'null for a list': ['{ products { id reviews { text } } }', put('products', null)],
  'fields that nobody asked for': [
    '{ products { id } }',
    ({ products }) => void Object.assign(products[0], { secret: 1, name: 'x' }),
  ],
  'names that every object inherits': [
    '{ products { id name } }',
    ({ products }) =>
      void Object.defineProperty(products[0], '__proto__', { value: { name: 'evil' }, enumerable: true }),
  ],
};

describe('what is no value of its type', () => {
  test.each(Object.entries(alike))('%s: as with the executor of Apollo', async (_title, [query, change]) => {
    const { result } = await shop.apollo(query, { spoil: catalogue(change) });
    for (const transport of ['objects', 'bytes'] as const) {
      const own = await shop.ours(query, { spoil: catalogue(change), transport });
      expect(own.data).toEqual(result.data);
      // A value that is none is null and no error, here and there.
      expect([own.collected.errors, result.errors ?? []]).toEqual([[], []]);
    }
  });

  /** Where Apollo's executor loses the whole answer, or shows what cannot be. */
  const better: Readonly<Record<string, readonly [string, (data: Answer['data']) => unknown, unknown]>> = {
    'a list where one object belongs': [
      '{ product(id: "1") { name } products { id } }',
      put('product', [{ __typename: 'Product', name: 'Lamp' }]),
      { product: null, products: [{ id: '1' }, { id: '2' }, { id: '3' }] },
    ],
    'an object where a list belongs': [
      '{ products { id reviews { id } } product(id: "1") { id } }',
      put('products', { '0': { id: '1' } }),
      { products: null, product: { id: '1' } },
    ],
    'a text where an object belongs': [
      '{ product(id: "1") { maker { city } name } }',
      put('product.maker', 'Bonn'),
      { product: { maker: null, name: 'Lamp' } },
    ],
    'a list with one level less': [
      '{ grid { id reviews { id } } }',
      put('grid.0', { __typename: 'Product', id: '1' }),
      { grid: [null, [], [expect.anything(), expect.anything()]] },
    ],
    'a type name that is no text': [
      '{ things { id __typename } }',
      put('things.0.__typename', ['Product']),
      { things: [null, null, { id: 'm1', __typename: 'Maker' }] },
    ],
    'a type that cannot stand there': [
      '{ things { id ... on Maker { city } } }',
      put('things.2.__typename', 'Review'),
      { things: [{ id: '1' }, null, null] },
    ],
  };

  test.each(Object.entries(better))(
    '%s: null there, and the rest is served',
    async (_title, [query, change, wanted]) => {
      const own = await shop.ours(query, { spoil: catalogue(change) });
      expect(own.data).toEqual(wanted);
    },
  );

  test('what every object inherits is no value', async () => {
    const query = '{ product(id: "1") { __proto__: maker { city } constructor: maker { city } toString: name } }';
    const spoil = catalogue((data) => {
      for (const name of ['__proto__', 'constructor', 'toString']) delete data.product[name];
    });
    const own = await shop.ours(query, { spoil });
    expect(own.text).toBe('{"product":{"__proto__":null,"constructor":null,"toString":null}}');
  });

  test('an answer cannot make one object inherit from another', async () => {
    const spoil: Spoil = (answer, { source }) => {
      if (source !== 'catalogue') return answer;
      return JSON.parse('{"data":{"_entities":[{"__typename":"Product","__proto__":{"name":"evil"}},null]}}');
    };
    const own = await shop.ours('{ latest { product { name } } }', { spoil });
    expect(own.data.latest[0]).toEqual({ product: { name: null } });
  });

  test('no answer changes what every object inherits', async () => {
    const spoil: Spoil = (answer) =>
      JSON.parse(
        JSON.stringify(answer).replace(
          '"__typename":"Product"',
          '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__typename":"Product"',
        ),
      );
    await shop.ours('{ latest { product { name reviews { product { name } } } } }', { spoil });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((Object as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('errors that a source tells', () => {
  type Told = { readonly source: string; readonly path: readonly (string | number)[] };
  const at = (source: string, ...path: (string | number)[]): Told => ({ source, path });
  const telling =
    (told: readonly Told[], data: (data: Answer['data']) => unknown): Spoil =>
    (answer, { source }) => {
      const errors = told.flatMap((error) =>
        error.source === source
          ? [{ message: 'SELECT secret', path: error.path, extensions: { code: 'HIDDEN_CODE', sql: 'SELECT' } }]
          : [],
      );
      return errors.length === 0 ? answer : { ...answer, data: data(answer.data) ?? answer.data, errors };
    };
  const unchanged = (): undefined => undefined;
  const nothing = (): null => null;
  const list = '{ products { id rating: reviews { text } } }';

  test.each<readonly [string, string, readonly Told[], (data: Answer['data']) => unknown]>([
    ['of a root field', '{ product(id: "1") { name } }', [at('catalogue', 'product')], put('product', null)],
    ['under an alias', '{ one: product(id: "1") { called: name } }', [at('catalogue', 'one', 'called')], unchanged],
    ['within a list', '{ products { id name } }', [at('catalogue', 'products', 2, 'name')], unchanged],
    ['within lists of lists', '{ grid { id name } }', [at('catalogue', 'grid', 2, 1, 'name')], unchanged],
    ['of an entity', list, [at('reviews', '_entities', 1)], put('_entities.1', null)],
    ['below an entity', list, [at('reviews', '_entities', 1, 'rating', 0, 'text')], unchanged],
    ['of two entities', list, [at('reviews', '_entities', 0), at('reviews', '_entities', 1, 'rating')], unchanged],
    ['without any data', list, [at('catalogue', 'products')], nothing],
    [
      'of both sources',
      '{ products { id name reviews { text } } }',
      [at('catalogue', 'products', 0, 'name'), at('reviews', '_entities', 2, 'reviews')],
      unchanged,
    ],
    [
      'of one entity at two places',
      '{ product(id: "1") { reviews { text } } products { reviews { text } } }',
      [at('reviews', '_entities', 0, 'reviews')],
      unchanged,
    ],
    [
      'of one type among several',
      '{ things { id ... on Maker { city } } }',
      [at('catalogue', 'things', 2, 'city')],
      unchanged,
    ],
  ])('%s: at the places that the executor of Apollo tells', async (_title, query, told, data) => {
    const { result } = await shop.apollo(query, { spoil: telling(told, data) });
    const placesOf = (errors: readonly { readonly path?: unknown }[]) => errors.map(({ path }) => stable(path)).sort();
    expect(result.errors.length).toBeGreaterThanOrEqual(told.length);
    for (const transport of ['objects', 'bytes'] as const) {
      const own = await shop.ours(query, { spoil: telling(told, data), transport });
      expect(own.data).toEqual(result.data);
      expect(placesOf(own.collected.errors)).toEqual(placesOf(result.errors));
      // The code that a source gives is its own, and none of ours; what it says is for our log alone.
      expect(new Set(own.collected.errors.map(({ code }) => code))).toEqual(new Set(['SOURCE_ERROR']));
      expect(JSON.stringify(own.collected.errors)).not.toMatch(/SELECT|HIDDEN_CODE/);
    }
  });
});

describe('entities that are not what was asked for', () => {
  const query = '{ products { id reviews { id } } }';
  const reviews =
    (change: (data: Answer['data']) => unknown): Spoil =>
    (answer, { source }) =>
      source === 'reviews' ? { ...answer, data: change(answer.data) ?? answer.data } : answer;

  test.each([
    ['too few', ({ _entities }: Answer['data']) => ({ _entities: _entities.slice(1) })],
    ['too many', ({ _entities }: Answer['data']) => ({ _entities: [..._entities, null] })],
    ['no list', () => ({ _entities: {} })],
    ['none at all', () => ({})],
    ['a list for data', () => []],
    ['a text for data', () => 'data'],
  ])('%s: the source has failed, the rest is served', async (_title, change) => {
    for (const transport of ['objects', 'bytes'] as const) {
      const own = await shop.ours(query, { spoil: reviews(change), transport });
      expect(own.data.products.map((one: { reviews: unknown }) => one.reviews)).toEqual([null, null, null]);
      expect(own.collected.errors.map(({ code, path, extensions }) => [code, path, extensions.at])).toEqual([
        ['SOURCE_PROTOCOL_ERROR', ['products'], 'products.*.reviews'],
      ]);
      expect(own.collected.sources.map(({ name, result }) => [name, result])).toEqual([
        ['catalogue', 'OK'],
        ['reviews', 'ERROR'],
      ]);
    }
  });

  test('an entity that is no object is null', async () => {
    const own = await shop.ours(query, {
      spoil: reviews(({ _entities: [, ...rest] }) => ({ _entities: ['x', ...rest] })),
    });
    expect(own.data.products[0]).toEqual({ id: '1', reviews: null });
    expect(own.data.products[1].reviews).toHaveLength(2);
  });
});
