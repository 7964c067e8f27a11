import { beforeAll, describe, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import { buildSchema, parse, print, validate } from 'graphql';
import { conform } from './compare/conform.js';
import { type Differential, openDifferential } from './differential.js';
import { type Oracle, openOracle } from './executors/oracle.js';
import { inOurWords, losingTheLast } from './executors/plantedFault.js';
import { fuzz } from './fuzz.js';
import { generateOperation } from './generate/generate.js';
import { printTest } from './printTest.js';
import { supergraphNames, supergraphOf } from './supergraphs.js';

describe('the fuzz itself', () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await openOracle(supergraphOf('polymorphic'));
  });

  test.each(supergraphNames)('%s composes', (name) => {
    expect(supergraphOf(name).sdl).toContain('join__Graph');
  });

  test('equal seeds give equal operations, and all are valid', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [a, b] = [generateOperation(oracle.apiSchema, seed), generateOperation(oracle.apiSchema, seed)];
      expect(print(a.document)).toBe(print(b.document));
      expect(a.variables).toEqual(b.variables);
      expect(validate(oracle.apiSchema, a.document)).toEqual([]);
    }
  });

  test('operations have all that operations can have', () => {
    const text = Array.from({ length: 300 }, (_, seed) =>
      print(generateOperation(oracle.apiSchema, seed).document),
    ).join();
    for (const part of [
      '@skip',
      '@include',
      '...F0',
      '... on ',
      '... @',
      '__typename',
      '$v0',
      'fragment F',
      '__proto__:',
    ])
      expect(text).toContain(part);
  });

  test("Apollo's executor has no difference from itself", async () => {
    const tally = await fuzz({ seed: 1, count: 60, differentials: [await against(inOurWords)], mostFindings: 1 });
    expect(tally.findings.map(({ failures }) => failures)).toEqual([]);
  });

  test('a planted fault is found, shrunk, and printed as a test', async () => {
    const differential = await against((side) => losingTheLast(inOurWords(side)));
    const { findings } = await fuzz({ seed: 1, count: 200, differentials: [differential], mostFindings: 1 });
    const [finding] = findings;
    if (!finding) throw new Error('not found');
    const { fuzzCase, original, failures } = finding;
    expect(fuzzCase.query.length).toBeLessThan(original.query.length);
    // One field with a list of objects, perhaps under one other, and something to ask of them.
    expect(fuzzCase.query.split('\n').length).toBeLessThan(14);
    expect(fuzzCase).toMatchObject({ errors: 0, nulls: 0, hostility: null });
    const text = printTest(fuzzCase, failures);
    expect(() => transformSync(text, { jsc: { parser: { syntax: 'typescript' } } })).not.toThrow();
    expect(text).toContain('await failuresOf(');
    const query = /query: `([^`]*)`/.exec(text)?.[1] ?? '';
    expect(print(parse(query))).toBe(print(parse(fuzzCase.query)));
  });

  async function against(under: (side: Oracle) => ReturnType<typeof inOurWords>): Promise<Differential> {
    return await openDifferential('polymorphic', under);
  }
});

describe('the check against the specification', () => {
  const schema = buildSchema(
    'type Query { a: Int! b: [B!] c: E } enum E { X } union B = P | Q type P { p: Int } type Q { q: Int! }',
  );
  const check = (query: string, data: unknown) => conform(schema, parse(query), {}, data).length === 0;
  test.each([
    ['a name is missing', '{ a c }', { a: 1 }],
    ['a name is not asked for', '{ a }', { a: 1, b: null }],
    ['the order is another', '{ a c }', { c: null, a: 1 }],
    ['null stands where none may', '{ a }', { a: null }],
    ['a leaf has another type', '{ a }', { a: 'x' }],
    ['an enum has no such value', '{ c }', { c: 'Y' }],
    ['a list is none', '{ b { __typename } }', { b: { __typename: 'P' } }],
    ['an object fits no type', '{ b { ... on P { p } ... on Q { q } } }', { b: [{ q: null }] }],
    ['the type name is impossible', '{ b { __typename } }', { b: [{ __typename: 'Query' }] }],
  ])('sees where %s', (_what, query, data) => {
    expect(check(query, data)).toBe(false);
  });
  test('takes what is right', () => {
    expect(check('{ c a b { ... on P { p } ... on Q { q } } }', { c: 'X', a: 1, b: [{ p: null }, { q: 1 }] })).toBe(
      true,
    );
    expect(check('{ a }', null)).toBe(true);
  });
});
