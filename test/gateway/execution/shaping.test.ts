import { describe, expect, test } from '@jest/globals';
import { walkAnswer } from '../../../gateway/execution/shape/shapeWalk.js';
import type { PrunedField } from '../../../policy/operation.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openShop } from './support/shop.js';
import type { RunOptions, Spoil } from './support/twoExecutors.js';

const shop = closedAfter(await openShop());

const pruned = (path: string, types: readonly string[], category = 'persons.identity'): PrunedField => {
  return { path, category, effect: 'NONE', reason: 'CATEGORY', rule: 'rule', types };
};

describe('what the gate took out', () => {
  test('is null in its place, and counted where its object stands', async () => {
    const own = await shop.ours('{ products { id name weight reviews { text } } }', {
      admitted: '{ products { id weight __portcullis_id: id } }',
      pruned: [pruned('products.*.name', ['Product']), pruned('products.*.reviews', ['Product'], 'seizures.core')],
    });
    expect(own.text).toBe(
      '{"products":[{"id":"1","name":null,"weight":3,"reviews":null},{"id":"2","name":null,"weight":null,"reviews":null},' +
        '{"id":"3","name":null,"weight":5,"reviews":null}]}',
    );
    expect(own.withheld).toEqual([
      expect.objectContaining({ path: 'products.*.name', count: 3, category: 'persons.identity' }),
      expect.objectContaining({ path: 'products.*.reviews', count: 3 }),
    ]);
  });

  test('is counted for the types that lost it', async () => {
    const own = await shop.ours('{ things { id ... on Product { x: name } ... on Maker { x: city } } }', {
      admitted: '{ things { id ... on Product { x: name } __portcullis_typename: __typename } }',
      pruned: [pruned('things.*.x', ['Maker'])],
    });
    expect(own.data.things).toEqual([{ id: '1', x: 'Lamp' }, null, { id: 'm1', x: null }]);
    expect(own.withheld).toEqual([expect.objectContaining({ path: 'things.*.x', count: 1 })]);
  });

  test('may be everything', async () => {
    const own = await shop.ours('{ __typename products { id } }', {
      admitted: null,
      pruned: [pruned('products', ['Query'])],
    });
    expect(own.text).toBe('{"__typename":"Query","products":null}');
    expect(own.withheld).toEqual([expect.objectContaining({ path: 'products', count: 1 })]);
    expect(own.sent).toEqual([]);
  });
});

describe('what the gateway asked for itself', () => {
  const admitted = '{ products { name reviews { text __portcullis_id: id } __portcullis_id: id } }';

  test('is never shown', async () => {
    const own = await shop.ours('{ products { name reviews { text } } }', { admitted });
    expect(own.text).not.toContain('portcullis');
    expect(own.data).toEqual((await shop.ours('{ products { name reviews { text } } }')).data);
  });

  test.each([[null], [undefined], [{ no: 'id' }], [1.5]])('makes a record null whose id is %j', async (id) => {
    const spoil: Spoil = (answer) => {
      if (answer.data.products) answer.data.products[1].__portcullis_id = id;
      return answer;
    };
    const nullable = await shop.ours('{ grid { name } products { name } }', {
      admitted: '{ grid { name __portcullis_id: id } products { name __portcullis_id: id } }',
      spoil,
    });
    // `products` may not hold null.
    expect(nullable.data.products).toBeNull();
    expect(nullable.data.grid[0][0]).toEqual({ name: 'Lamp' });
  });
});

describe('counts', () => {
  /** A line of the reviews' source: texts of reviews of its first entity. */
  const withholding =
    (count: number, change: Spoil = (answer) => answer): Spoil =>
    (answer, sent) => {
      if (sent.source === 'reviews') {
        answer.extensions.withheld = [
          {
            path: ['_entities', '*', 'reviews', '*', 'text'],
            ...{ category: 'persons.identity', effect: 'NONE', reason: 'RECORD', rule: 'rule' },
            ...{ count: count + 7, byEntity: [count, 0, 7] },
          },
        ];
      }
      return change(answer, sent);
    };
  const run = async (query: string, options: RunOptions) => await shop.ours(query, { strict: true, ...options });

  test('a line stands at each place of its entity, by the pattern of the client', async () => {
    const own = await run('{ grid { id reviews { text } } }', { spoil: withholding(1) });
    expect(own.withheld).toEqual([expect.objectContaining({ path: 'grid.*.*.reviews.*.text', count: 2 })]);
  });

  test('a line is not reported where its objects turned out to be null', async () => {
    const gone: Spoil = (answer) => {
      if (answer.data?.products) delete answer.data.products[0].id;
      return answer;
    };
    const spoil = withholding(1, gone);
    const own = await run('{ products { name reviews { text } rating } }', { spoil });
    // `rating` may not be null, so neither may the product, so neither may the list.
    expect(own.data).toEqual({ products: null });
    expect(own.withheld).toEqual([]);
  });

  test('are those of the final answer, where null propagation took objects away', async () => {
    const unrated: Spoil = (answer) => {
      if (answer.data._entities) answer.data._entities[1] = { reviews: [{ text: 'lost' }], rating: null };
      return answer;
    };
    const own = await run('{ grid { id reviews(first: 1) { text } rating } }', { spoil: withholding(5, unrated) });
    // The second product has no rating.
    expect(own.data.grid).toEqual([[expect.anything(), null], [], [null, expect.anything()]]);
    expect(own.withheld).toEqual([expect.objectContaining({ path: 'grid.*.*.reviews.*.text', count: 2 })]);
    const raw = own.collected.raw as object;
    const walked = walkAnswer(own.shape, raw, {});
    expect(walked.parents[own.shape.paths.indexOf('grid.*.*')]).toBe(2);
  });
});

describe('introspection', () => {
  test("is taken from the view's answers, in the client's place", async () => {
    const own = await shop.ours(
      '{ a: __type(name: "Product") { name } products(first: 1) { id } __schema { description } }',
      {
        admitted: '{ products(first: 1) { id } }',
        introspection: { a: { name: 'Product' }, __schema: { description: null } },
      },
    );
    expect(own.text).toBe('{"a":{"name":"Product"},"products":[{"id":"1"}],"__schema":{"description":null}}');
  });
});
