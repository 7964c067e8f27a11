import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createCompiledCache } from '../../../../subgraphs/kit/asked/compiledCache.js';
import { createLimits, outOfReach } from '../../../../subgraphs/kit/limits/limits.js';

/** Kilobytes that one takes outside of the heap, where its cache has its places. */
function kilobytesOf(make: () => object): number {
  const count = 100;
  const before = process.memoryUsage().arrayBuffers;
  const made = Array.from({ length: count }, make);
  expect(made).toHaveLength(count);
  return (process.memoryUsage().arrayBuffers - before) / 1000 / count;
}

test('a source makes room when it is asked: at a start, room for 200,000 took 2 % of its processor time', () => {
  const policy = loadPolicy();
  expect(kilobytesOf(() => createCompiledCache(policy))).toBeLessThan(40);
  expect(kilobytesOf(() => createLimits(outOfReach.store))).toBeLessThan(10);
});
