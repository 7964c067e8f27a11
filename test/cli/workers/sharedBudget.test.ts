import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { budgetOfPrimary, type Claims, grant } from '../../../cli/workers/sharedBudget.js';
import { createBudget } from '../../../gateway/identity/budget.js';

/** Workers whose claims reach one primary some turns later, as messages do. */
function workersOver(perMinute: number, count: number) {
  const budget = createBudget(perMinute);
  let asked = 0;
  const claims: Claims = {
    ask: async (claim) => {
      asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return grant(budget, { ...claim, number: asked });
    },
  };
  const workers = Array.from({ length: count }, () => budgetOfPrimary(claims, perMinute));
  return { workers, asked: () => asked };
}

describe('a budget that workers share', () => {
  test('never gives more objects than one minute holds, however they are asked for', async () => {
    const asks = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 1_500 })), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(asks, async (each) => {
        const { workers } = workersOver(1_000, 4);
        const waits = await Promise.all(
          each.map(async ([worker, objects]) => ((await workers[worker]?.take('me', objects, 0)) === 0 ? objects : 0)),
        );
        const given = waits.reduce((sum, objects) => sum + Math.min(objects, 1_000), 0);
        // What the bucket gains meanwhile is some objects.
        expect(given).toBeLessThanOrEqual(1_000 + 60);
      }),
      { numRuns: 40 },
    );
  });

  test('is not asked for with each request', async () => {
    const { workers, asked } = workersOver(100_000, 1);
    for (let request = 0; request < 100; request += 1) expect(await workers[0]?.take('me', 10, 0)).toBe(0);
    expect(asked()).toBe(1);
  });

  test('is none where no budget is set', () => {
    const { workers, asked } = workersOver(0, 1);
    expect(workers[0]?.take('me', 1e9, 0)).toBe(0);
    expect(asked()).toBe(0);
  });
});
