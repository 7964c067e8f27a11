import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import type { Asked } from '../../../../subgraphs/kit/asked/asked.js';
import { createDocumentCache } from '../../../../subgraphs/kit/serve/documentCache.js';

describe('a source keeps its documents', () => {
  const prepare = () => ({ asked: {} as Asked, compiled: null });
  const open = () => createDocumentCache(buildSchema('type Query { a: Int }'), prepare);
  const small = '{ a }';
  /** Some 100,000 letters. */
  const large = (number: number): string =>
    `{ ${Array.from({ length: 6000 }, (_, at) => `x${number}of${at}: a`).join(' ')} }`;

  test('and reads one that it knows no second time', () => {
    const cache = open();
    expect(cache.get(small)).toBe(cache.get(small));
    expect(cache.get(large(1))).toBe(cache.get(large(1)));
  });

  test('by their letters, since documents of thousands of letters filled a process of one gigabyte', () => {
    const cache = open();
    const [first, kept] = [cache.get(large(100)), cache.get(small)];
    for (let number = 101; number < 120; number += 1) {
      cache.get(large(number));
      expect(cache.get(small)).toBe(kept);
    }
    expect(cache.get(large(119))).toBe(cache.get(large(119)));
    expect(cache.get(large(100))).not.toBe(first);
  });
});
