import { describe, expect, test } from '@jest/globals';
import { Execution } from '../../../gateway/execution/fetch/execution.js';
import { callFor, readFetch } from '../../../gateway/execution/fetch/fetch.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openShop } from './support/shop.js';
import { session } from './support/twoExecutors.js';

const shop = closedAfter(await openShop());

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

test('what a source is asked has no accessor: one made a map for each request, which doubled the CPU of four hops', async () => {
  const asked: object[] = [];
  const execute = async (operation: object) => {
    asked.push(operation);
    return { data: {} };
  };
  const client = { execute, close: async () => undefined };
  const options = {
    apiSchema: shop.apiSchema,
    foreign: () => ({ originator: null }),
    sourceTimeoutMs: 1_000,
    policyVersion: 'policy',
  };
  const node = { kind: 'Fetch', serviceName: 'catalogue', operation: '{ __typename }', operationKind: 'query' };
  const fetch = readFetch({ index: 0, node: node as never, path: [], isConditional: false }, {
    options,
    clients: new Map([['catalogue', client]]),
    definitions: [],
  } as never);
  const run = new Execution({ variables: {}, session, sources: [], signal: new AbortController().signal });
  const whole = {
    texts: null,
    representations: () => [],
    placed: () => ({ paths: [], indices: null }),
    times: () => null,
  };
  await callFor(run, fetch, whole, () => ({
    report: { manifest: 'absent', stated: { disclosed: [] }, decided: [], withheld: [] },
    take: () => undefined,
  }));
  expect(asked).toHaveLength(1);
  const properties = Object.values(Object.getOwnPropertyDescriptors(asked[0]));
  expect(properties.filter(({ get }) => get)).toEqual([]);
});
