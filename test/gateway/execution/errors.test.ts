import { describe, expect, test } from '@jest/globals';
import { answerErrors, type FetchPlace } from '../../../gateway/execution/fetch/fetchReport.js';
import { SourceFailure } from '../../../gateway/execution/transport/sourceClient.js';
import { PortcullisError } from '../../../schema/errors.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openShop } from './support/shop.js';
import type { OwnResult, Spoil } from './support/twoExecutors.js';

const shop = closedAfter(await openShop());

const failing =
  (name: string, fail: () => unknown): Spoil =>
  (answer, { source }) =>
    source === name ? fail() : answer;

const unavailable = (): never => {
  throw new SourceFailure('SOURCE_UNAVAILABLE', 'http://internal:4001 refused');
};

/** An error inside the answers of a source, with this path. */
const saying =
  (name: string, path: unknown, message = 'SELECT secret FROM http://internal'): Spoil =>
  (answer, { source }) =>
    source === name
      ? { ...answer, errors: [{ message, path, extensions: { code: 'X', url: 'http://internal' } }] }
      : answer;

function told({ collected }: OwnResult): unknown[] {
  return collected.errors.map(({ code, path, extensions: { source, at } }) => [
    code,
    path,
    source,
    ...(at ? [at] : []),
  ]);
}

describe('a source that fails', () => {
  test('leaves null at its paths, one error for each field, and the rest of the answer', async () => {
    const own = await shop.ours('{ products { name reviews { id } shipping } latest { id } }', {
      spoil: failing('reviews', unavailable),
    });
    expect(own.data.latest).toBeNull();
    expect(own.data.products[0]).toEqual({ name: 'Lamp', reviews: null, shipping: null });
    expect(told(own).sort()).toEqual([
      ['SOURCE_UNAVAILABLE', ['latest'], 'reviews', 'latest'],
      ['SOURCE_UNAVAILABLE', ['products'], 'reviews', 'products.*.reviews'],
      ['SOURCE_UNAVAILABLE', ['products'], 'reviews', 'products.*.shipping'],
    ]);
    expect(JSON.stringify(own.collected.errors)).not.toContain('internal');
    expect(own.failures[0]?.message).toContain('refused');
  });

  test('names the one place, where there is one', async () => {
    const own = await shop.ours('{ products(first: 1) { reviews { id } } }', {
      spoil: failing('reviews', unavailable),
    });
    expect(told(own)).toEqual([['SOURCE_UNAVAILABLE', ['products', 0, 'reviews'], 'reviews', 'products.*.reviews']]);
  });

  test('is not named by what the client never asked for', async () => {
    let calls = 0;
    const own = await shop.ours('{ latest { product { shipping } } }', {
      spoil: failing('catalogue', () => {
        calls += 1;
        return unavailable();
      }),
    });
    expect(calls).toBe(1);
    expect(own.data.latest[0]).toEqual({ product: { shipping: null } });
    expect(told(own)).toEqual([['SOURCE_UNAVAILABLE', ['latest'], 'catalogue', 'latest.*.product']]);
  });

  test('whatever it throws', async () => {
    const own = await shop.ours('{ latest { id } }', {
      spoil: failing('reviews', () => {
        throw new TypeError('http://internal');
      }),
    });
    expect(told(own)).toEqual([['SOURCE_UNAVAILABLE', ['latest'], 'reviews', 'latest']]);
    expect(own.failures[0]?.message).toBe('TypeError');
  });

  test('is over in its time, and the transport is told', async () => {
    const own = await shop.ours('{ latest { id } products { id } }', {
      spoil: failing('reviews', () => new Promise(() => undefined)),
    });
    expect(own.data).toEqual({ latest: null, products: [{ id: '1' }, { id: '2' }, { id: '3' }] });
    expect(told(own)).toEqual([['SOURCE_TIMEOUT', ['latest'], 'reviews', 'latest']]);
    expect(own.collected.sources).toContainEqual(expect.objectContaining({ name: 'reviews', result: 'TIMEOUT' }));
  });

  test.each([
    ['no data and no error', { data: null }],
    ['nothing', {}],
    ['errors that are no list', { data: null, errors: 'x' }],
    ['a list for data', { data: [] }],
    ['a text for data', { data: 'latest' }],
  ])('an answer with %s is none', async (_title, answer) => {
    const own = await shop.ours('{ latest { id } }', { spoil: failing('reviews', () => answer), transport: 'bytes' });
    expect(told(own)).toEqual([['SOURCE_PROTOCOL_ERROR', ['latest'], 'reviews', 'latest']]);
  });
});

describe('an error inside an answer', () => {
  test.each<[string, string, [string, unknown], unknown[]]>([
    [
      "has the client's path, at each place of its entity",
      '{ grid { reviews { id text } } }',
      ['reviews', ['_entities', 0, 'reviews', 1, 'text']],
      [
        ['grid', 0, 0, 'reviews', 1, 'text'],
        ['grid', 2, 1, 'reviews', 1, 'text'],
      ],
    ],
    [
      "never goes beyond the client's operation",
      '{ latest { product { shipping } } }',
      ['catalogue', ['_entities', 1, 'price']],
      [['latest', 1, 'product']],
    ],
    [
      "never shows the planner's own names",
      '{ latest { text } }',
      ['reviews', ['latest', 0, 'text__alias_3']],
      [['latest', 0, 'text']],
    ],
  ])('%s', async (_title, query, [source, path], places) => {
    const own = await shop.ours(query, { spoil: saying(source, path) });
    expect(told(own)).toEqual(places.map((place) => ['SOURCE_ERROR', place, source]));
    expect(JSON.stringify(own.collected.errors)).not.toMatch(/internal|SELECT/);
  });

  test.each([
    [undefined, undefined],
    [['_entities', 99, 'x'], ['products']],
    [['_entities', 'x'], ['products']],
    [[{ a: 1 }], undefined],
    ['text', undefined],
  ])('with the path %j is said of what is known', async (path, wanted) => {
    const own = await shop.ours('{ products { reviews { id } } }', { spoil: saying('reviews', path) });
    expect(told(own)).toEqual([['SOURCE_ERROR', wanted, 'reviews']]);
    expect(own.data.products[0].reviews).toHaveLength(2);
  });

  test.each([
    ['keeps what a source of ours says to the client: words, place, hint, limit and seconds, and nothing else', false],
    ['keeps nothing of a source that is not ours', true],
  ])('%s', (_title, isForeign) => {
    const words = {
      code: 'LOOKUP_QUOTA_EXCEEDED',
      at: 'Query.a(b:)',
      hint: 'Wait.',
      limit: 600,
      retryAfterSeconds: 42,
    };
    const stated = { message: 'Used up.', extensions: { ...words, url: 'http://internal', source: 'other' } };
    const place = { source: 'catalogue' } as FetchPlace;
    const [error] = answerErrors([stated], place, () => ({ paths: [], indices: null }), isForeign);
    const { extensions, message } = error ?? {};
    const hidden = new PortcullisError('SOURCE_ERROR', { facts: { source: 'catalogue' } });
    expect({ message, extensions }).toEqual(
      isForeign
        ? { message: hidden.message, extensions: hidden.extensions }
        : { message: 'Used up.', extensions: { ...words, source: 'catalogue' } },
    );
  });

  test('is told beside the failure of its source', async () => {
    const own = await shop.ours('{ products(first: 1) { reviews { id } } }', {
      spoil: (answer, sent) => {
        if (sent.source !== 'reviews') return answer;
        return { data: { _entities: [] }, errors: [{ message: 'x', path: ['_entities', 0, 'reviews'] }] };
      },
    });
    const path = ['products', 0, 'reviews'];
    expect(told(own)).toEqual([
      ['SOURCE_ERROR', path, 'reviews'],
      ['SOURCE_PROTOCOL_ERROR', path, 'reviews', 'products.*.reviews'],
    ]);
  });

  test('stands beside the data that came with it', async () => {
    const own = await shop.ours('{ product(id: "1") { name } }', { spoil: saying('catalogue', ['product', 'name']) });
    expect(own.data).toEqual({ product: { name: 'Lamp' } });
    expect(own.collected.sources[0]?.result).toBe('OK');
  });
});

describe('a request that is over', () => {
  test('ends with its reason, asks nobody any more, and tells the transport', async () => {
    const controller = new AbortController();
    const reason = new PortcullisError('DEADLINE_EXCEEDED');
    const work = shop.ours('{ products { reviews { id } } }', {
      signal: controller.signal,
      spoil: (answer) => {
        controller.abort(reason);
        return answer;
      },
    });
    await expect(work).rejects.toBe(reason);
  });

  test('changes nothing any more', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const work = shop.ours('mutation { add(name: "x") { id } review(product: "1", text: "t") { id } drop(id: "1") }', {
      signal: controller.signal,
      spoil: (answer, { source }) => {
        asked.push(source);
        controller.abort(new PortcullisError('DEADLINE_EXCEEDED'));
        return answer;
      },
    });
    await expect(work).rejects.toBeInstanceOf(PortcullisError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toEqual(['catalogue']);
  });

  test('does not begin', async () => {
    const reason = new PortcullisError('DEADLINE_EXCEEDED');
    const work = shop.ours('{ products { id } }', { signal: AbortSignal.abort(reason) });
    await expect(work).rejects.toBe(reason);
  });
});

test('errors of two sources come in the order of the plan, whichever answers first', async () => {
  const late = (name: string): Spoil => {
    return async (_answer, { source }) => {
      if (source === name) await new Promise((resolve) => setTimeout(resolve, 20));
      return unavailable();
    };
  };
  const query = '{ latest { id } products { name } }';
  const first = told(await shop.ours(query, { spoil: late('catalogue') }));
  const second = told(await shop.ours(query, { spoil: late('reviews') }));
  expect(first).toHaveLength(2);
  expect(second).toEqual(first);
});

test('errors of one source come in the order of their places, in whatever order it tells them', async () => {
  const errors = [1, 10, 2, 0].map((index) => ({ message: 'x', path: ['products', index, 'name'] }));
  const spoil: Spoil = (answer, { source }) => (source === 'catalogue' ? { ...answer, errors } : answer);
  const own = await shop.ours('{ products { name } }', { spoil });
  expect(told(own).map((error) => (error as [string, unknown[]])[1][1])).toEqual([0, 1, 2, 10]);
});

test.each(['objects', 'bytes'] as const)(
  "a source that refuses the client's words is no failed source, and none of its own words leave (%s)",
  async (transport) => {
    const refusing = (code: string): Spoil => {
      return (answer, { source }) =>
        source === 'reviews' ? { errors: [{ message: 'Jan Jansen', extensions: { code } }] } : answer;
    };
    const query = '{ products { name } latest { id } }';
    for (const code of ['BAD_USER_INPUT', 'OPERATION_TOO_LARGE']) {
      const own = await shop.ours(query, { strict: true, transport, spoil: refusing(code) });
      expect(told(own).map((error) => (error as unknown[])[0])).toEqual([code]);
      expect(own.failures).toEqual([]);
      expect(own.data.latest).toBeNull();
      expect(own.collected.sources.find(({ name }) => name === 'reviews')).toMatchObject({ result: 'ERROR' });
      expect(JSON.stringify(own.collected.errors)).not.toContain('Jansen');
    }
    const own = await shop.ours(query, { strict: true, transport, spoil: refusing('FORBIDDEN') });
    expect(own.failures.map(({ code }) => code)).toEqual(['SOURCE_PROTOCOL_ERROR']);
  },
);
