import { describe, expect, test } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { countObjects } from '../../gateway/documents/cost.js';
import { assertStructure } from '../../gateway/documents/structure.js';
import { defaultSettings } from '../../gateway/settings.js';
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
  const schema = buildSchema(`
    type Query { things(first: Int = 20): C thing: T }
    type C { edges: [E] pageInfo: P totalCount: Count facets(first: Int = 10): Facets }
    type Count { number: Int } type Facets { buckets: [Bucket] none: Count } type Bucket { count: Count }
    type E { cursor: String node: T } type P { more: Boolean }
    type T { name: String kin(first: Int = 20): C tags: [Tag] } type Tag { word: String }
  `);
  const cost = (text: string, variables: Record<string, unknown> = {}): number => {
    return countObjects({ operation: unfolded(parse(text)), variables }, schema);
  };
  test('a page counts its rows, not its frame', () =>
    expect(cost('{ things(first: 7) { edges { node { name } } pageInfo { more } } }')).toBe(7));
  test('a spread that was not unfolded is no spread for nothing', () => {
    const operation = parse('{ ...F }').definitions[0] as OperationDefinitionNode;
    expect(() => countObjects({ operation, variables: {} }, schema)).toThrow('The fragment "F" is not unfolded.');
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
  test('more than a page is never counted, nor less than nothing', () => {
    expect(cost('{ things(first: 1000000) { edges { node { name } } } }')).toBe(100);
    expect(cost('{ things(first: -5) { edges { node { name } } } }')).toBe(0);
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
  test('a list without paging counts a few', () => expect(cost('{ thing { tags { word } } }')).toBe(1 + 5));
});
