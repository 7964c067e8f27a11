import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql';
import { type CostCounter, createCostCounter } from '../../gateway/documents/cost.js';
import { prepareOperation } from '../../gateway/documents/prepared.js';
import { assertStructure } from '../../gateway/documents/structure.js';
import { defaultSettings } from '../../gateway/settings.js';
import { plainNames, readCosts } from '../../schema/federation/costs.js';
import { quickest } from '../support/quickest.js';
import { unfolded } from '../support/unfolded.js';

const refusal = (text: string): string => {
  try {
    assertStructure(parse(text), defaultSettings);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};
const repeat = (text: string, times: number): string =>
  Array.from({ length: times }, (_, i) => text.replaceAll('#', String(i))).join(' ');

describe('structure', () => {
  test.each([
    ['depth', `{ ${'a { '.repeat(20)} b ${'}'.repeat(20)} }`],
    ['aliases', `{ x { ${repeat('a#: b', 51)} } }`],
    ['root fields', `{ ${repeat('f#', 21)} }`],
    ['fields', `{ x { ${repeat('f#', 800)} } }`],
    ['fragments', `{ x } ${repeat('fragment F# on X { a }', 51)}`],
    ['directives', `{ x { ${repeat('f# @skip(if: false)', 51)} } }`],
    ['operations', repeat('query Q# { x }', 11)],
    ['repetitions of fields', `{ x { ${repeat('same', 102)} } }`],
    [
      'lists of types',
      '{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } }',
    ],
    [
      'type look-ups',
      `{ __schema { queryType { name } } ...F } fragment F on Query { ${repeat('__type(name: "x") { name }', 11)} }`,
    ],
    ['aliases in introspection', `{ __schema { ${repeat('a#: queryType { name }', 6)} } }`],
    ['reserved', '{ x { __portcullis_id: id } }'],
    ['spreads itself', '{ ...F } fragment F on Query { x { ...F } }'],
    ['nested lists', '{ __schema { types { fields { type { fields { name } } } } } }'],
    [
      'fields',
      `{ a { ...F0 } } ${repeat('fragment F# on Q { ...G# x: b { ...G# } y: c { ...G# } }', 6)} ${Array.from({ length: 6 }, (_, i) => `fragment G${i} on Q { ...F${i + 1} }`).join(' ')} fragment F6 on Q { z }`,
    ],
  ])('refuses a document over its limit: %s', (what, text) => expect(refusal(text)).toContain(what));

  test('takes the introspection that tools send', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect(
      refusal(
        getIntrospectionQuery({
          inputValueDeprecation: true,
          specifiedByUrl: true,
          schemaDescription: true,
          oneOf: true,
        }),
      ),
    ).toBe('accepted');
  });

  test('a nested-fragment bomb of half a kilobyte is refused at once', async () => {
    const bomb = `{ ...F0 } ${Array.from({ length: 20 }, (_, i) => `fragment F${i} on Q{a{...F${i + 1}}b{...F${i + 1}}}`).join('')}fragment F20 on Q{c}`;
    expect(refusal(bomb)).not.toBe('accepted');
    expect(await quickest(() => refusal(bomb), 50)).toBeLessThan(50);
  });
});

describe('cost', () => {
  const page = '@listSize(assumedSize: 100, slicingArguments: ["first"], sizedFields: ["edges"])';
  const { schema, counter } = withCosts(`
    type Query { things(first: Int = 20): C ${page} thing: T batch(asked: [ID!]!, first: Int = 10): [Batch] @listSize(slicingArguments: ["first"], sizedFields: ["found"]) }
    type C {
      edges: [E] pageInfo: P totalCount: Count @cost(weight: 1000)
      facets(first: Int = 10): Facets @cost(weight: 2000) @listSize(slicingArguments: ["first"], sizedFields: ["buckets"])
    }
    type Count @cost(weight: 20) { number: Int }
    type Facets @cost(weight: 100) { buckets: [Bucket] none: Count @cost(weight: 0) }
    type Bucket @cost(weight: 0) { count: Count @cost(weight: 0) }
    type E { cursor: String node: T } type P { more: Boolean } type Batch { found: [E] }
    type T { name: String kin(first: Int = 20): C ${page} tags: [Tag] marks: [Tag] @listSize(assumedSize: 40) } type Tag { word: String }
  `);
  const cost = (text: string, variables: Record<string, unknown> = {}): number => {
    return counter.count({ operation: unfolded(parse(text)), variables });
  };
  test('a page counts its rows, not its frame', () =>
    expect(cost('{ things(first: 7) { edges { node { name } } pageInfo { more } } }')).toBe(7));
  test('a spread that was not unfolded is no spread for nothing', () => {
    const operation = parse('{ ...F }').definitions[0] as OperationDefinitionNode;
    expect(() => counter.count({ operation, variables: {} })).toThrow('The fragment "F" is not unfolded.');
  });
  test('the default of the schema counts where nothing is stated', () =>
    expect(cost('{ things { edges { node { name } } } }')).toBe(20));
  test('pages multiply', () =>
    expect(cost('{ things(first: 10) { edges { node { kin(first: 5) { edges { node { name } } } } } } }')).toBe(
      10 + 50,
    ));
  test('real variables count, also through fragments', () =>
    expect(
      cost('query($n: Int) { ...F } fragment F on Query { things(first: $n) { edges { node { name } } } }', { n: 42 }),
    ).toBe(42));
  test('what is asked for is counted, also what no source would give', () => {
    expect(cost('{ things(first: 1000000) { edges { node { name } } } }')).toBe(1_000_000);
    expect(cost('{ things(first: null) { edges { node { name } } } }')).toBe(100);
    const nested = `kin(first: 2147483647) { edges { node { # } } }`;
    const bomb = Array.from({ length: 40 }).reduce<string>((text) => text.replace('#', nested), '{ thing { # } }');
    expect(cost(bomb.replace('#', 'kin(first: 1) { edges { node { name } } }'))).toBeGreaterThan(
      Number.MAX_SAFE_INTEGER - 1,
    );
  });
  test('what is counted weighs the same whatever page is shown: of a whole list as much as it costs', () => {
    for (const first of [1, 100])
      expect(cost(`{ things(first: ${first}) { a: totalCount { number } b: totalCount { number } } }`)).toBe(
        first + 2 * 1000,
      );
    expect(cost('{ things(first: 1) { facets(first: 100) { buckets { count { number } } none { number } } } }')).toBe(
      1 + 2000,
    );
  });
  test('what is counted under records weighs for each of them', () => {
    const counted = 'a: totalCount { number } b: facets { none { number } }';
    for (const first of [1, 100])
      expect(cost(`{ things(first: 10) { edges { node { kin(first: ${first}) { ${counted} } } } } }`)).toBe(
        10 + 10 * first + 10 * (20 + 100),
      );
  });
  test('a list without paging counts a few, or as many as the schema assumes', () => {
    expect(cost('{ thing { tags { word } } }')).toBe(1 + 5);
    expect(cost('{ thing { marks { word } } }')).toBe(1 + 40);
  });
  test('a list of questions counts its pages for each of them', () =>
    expect(
      cost('query($a: [ID!]!) { batch(asked: $a, first: 7) { found { node { tags { word } } } } }', {
        a: ['1', '2', '3'],
      }),
    ).toBe(3 * 7 + 3 * 7 * 6));
  test('a count that depends on a variable is not kept for the next request, because it was for lists of questions', () => {
    const document = parse('query($a: [ID!]!) { batch(asked: $a) { found { cursor } } }');
    const operation = unfolded(document);
    const prepared = prepareOperation(
      { hash: '', document, operation },
      { schema, counter, needsPurpose: () => false },
    );
    expect([1, 100, 1].map((length) => prepared.objects({ a: Array.from({ length }, String) }))).toEqual([
      10, 1000, 10,
    ]);
  });
});

describe('the cost of what a foreign schema says', () => {
  const cost = (sdl: string, text: string): number => {
    return withCosts(sdl).counter.count({ operation: unfolded(parse(text)), variables: {} });
  };

  test('without a directive `first` says how many rows a list or a page has, and each of them counts with what is below', () => {
    const sdl =
      'type Query { ships(first: Int = 30): [Ship] page(first: Int): Page } type Page { items: [Ship] total: Total }';
    const types = 'type Ship { owners: [Owner] flag: Owner } type Owner { name: String } type Total { n: Int }';
    expect(cost(`${sdl} ${types}`, '{ ships { flag { name } } }')).toBe(30 + 30);
    expect(cost(`${sdl} ${types}`, '{ ships(first: 500) { owners { name } } }')).toBe(500 + 500 * 5);
    expect(cost(`${sdl} ${types}`, '{ page { items { flag { name } } total { n } } }')).toBe(100 + 100);
  });

  test('other arguments slice, several by the largest, and others than integers not at all', () => {
    const sdl = `type Query { a(limit: Int, last: Int): [T] @listSize(slicingArguments: ["limit", "last"], assumedSize: 9) b(first: String): T }
      type T { x: Int }`;
    expect(cost(sdl, '{ a(limit: 3, last: 8) { x } }')).toBe(8);
    expect(cost(sdl, '{ a { x } }')).toBe(9);
    expect(cost(sdl, '{ b(first: "many") { x } }')).toBe(1);
  });

  // Each was counted as no rows, and all below it as nothing.
  test.each(['limit: 0', 'limit: -1', 'ids: []', 'ids: null', 'limit: 0, last: 3'])(
    'what means all rows to many sources is not for nothing: %s',
    (given) => {
      const sdl = `type Query { a(limit: Int, last: Int, ids: [ID!]): [T] @listSize(slicingArguments: ["limit", "last"], assumedSize: 9) b(ids: [ID!]): [T] }
        type T { others: [T] x: Int }`;
      expect(cost(sdl, `{ a(${given}) { others { x } } }`)).toBe(9 + 9 * 5);
      if (given.startsWith('ids')) expect(cost(sdl, `{ b(${given}) { x } }`)).toBe(5);
    },
  );

  test('weights count for objects, for values, for rows and for pages, as often as they may come', () => {
    const sdl = `type Query { dear: T @cost(weight: 7) page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["items"]) heavy(first: Int): Heavy }
      type Page { items: [T] summary: Int @cost(weight: 4) } type Heavy @cost(weight: 50) { items: [T] }
      type T @cost(weight: 3) { x: Int @cost(weight: 2) y: S } scalar S @cost(weight: 6)`;
    expect(cost(sdl, '{ dear { x y } }')).toBe(7 + 2 + 6);
    expect(cost(sdl, '{ page(first: 10) { items { x } summary } }')).toBe(10 * 3 + 10 * 2 + 4);
    expect(cost(sdl, '{ heavy(first: 10) { items { y } } }')).toBe(50 + 10 * 3 + 10 * 6);
  });

  test('an interface and a union count as the dearest of what stands behind them', () => {
    const sdl = `type Query { some: I any: U } interface I { parts: [T] } union U = A | T
      type A implements I { parts: [T] @listSize(assumedSize: 90) } type B implements I @cost(weight: 8) { parts: [T] } type T @cost(weight: 2) { x: Int }`;
    expect(cost(sdl, '{ some { parts { x } } any { ... on T { x } } }')).toBe(8 + 90 * 2 + 2);
  });

  test('a type that says nothing counts behind them too, as it would alone', () => {
    const sdl = `type Query { some: I any: U } union U = A | B
      interface I { parts: [T] page(first: Int): [T] dear: T } type T @cost(weight: 3) { x: Int }
      type A implements I @cost(weight: 0) { parts: [T] @listSize(assumedSize: 1) page(first: Int): [T] @listSize(assumedSize: 2) dear: T @cost(weight: 0) }
      type B implements I { parts: [T] page(first: Int): [T] dear: T }`;
    expect(cost(sdl, '{ some { __typename } any { __typename } }')).toBe(1 + 1);
    expect(cost(sdl, '{ some { parts { x } } }')).toBe(1 + 5 * 3);
    expect(cost(sdl, '{ some { page { x } } }')).toBe(1 + 100 * 3);
    expect(cost(sdl, '{ some { page(first: 7) { x } dear { x } } }')).toBe(1 + 7 * 3 + 3);
  });

  test('of two sizes the one that assumes nothing is a page', () => {
    const sdl = `type Query { some: I } interface I { page(limit: Int): [T] } type T { x: Int }
      type A implements I { page(limit: Int): [T] @listSize(slicingArguments: ["limit"]) }
      type B implements I { page(limit: Int): [T] @listSize(assumedSize: 2) }`;
    expect(cost(sdl, '{ some { page { x } } }')).toBe(1 + 100);
  });
});

/** A schema, and what counts by its directives, under their plain names. */
function withCosts(sdl: string): { readonly schema: GraphQLSchema; readonly counter: CostCounter } {
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  return { schema, counter: createCostCounter(schema, readCosts(parse(sdl), plainNames)) };
}
