import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Claims, grant, limitsOfPrimary } from '../../../cli/workers/sharedLimits.js';
import { type LimitSettings, ownLimits } from '../../../cli/workers/viewerLimits.js';

/** Workers whose claims reach one primary some turns later, as messages do. */
function workersOver(stated: Omit<LimitSettings, 'vainLookupsPerHour'>, count: number) {
  const settings = { ...stated, vainLookupsPerHour: 5 };
  const limits = ownLimits(settings);
  let asked = 0;
  const claims: Claims = {
    ask: async (claim) => {
      asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return await grant(limits, { ...claim, number: asked });
    },
  };
  const workers = Array.from({ length: count }, () => limitsOfPrimary(claims, settings));
  return { workers, asked: () => asked };
}

describe('limits that workers share', () => {
  test('give one viewer as many look-ups over all workers as over one', async () => {
    const { workers } = workersOver({ objectsPerMinute: 0, lookupsPerHour: 8 }, 3);
    const taken = await Promise.all(
      Array.from(
        { length: 60 },
        async (_, i) => await workers[i % 3]?.lookups('cargo').lookups.reserve('me', 1_000, 1),
      ),
    );
    expect(taken.filter((wait) => wait === 0)).toHaveLength(8);
    expect(await workers[0]?.lookups('persons').lookups.reserve('me', 1_000, 1)).toBe(0);
    workers[1]?.lookups('cargo').lookups.giveBack('me', 1_000, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await workers[2]?.lookups('cargo').lookups.reserve('me', 1_000, 1)).toBe(0);
    expect(await workers[2]?.lookups('cargo').lookups.reserve('me', 1_000, 1)).toBeGreaterThan(0);
  });

  test('keep look-ups in vain apart from those that told something, several at once or none', async () => {
    const { workers, asked } = workersOver({ objectsPerMinute: 0, lookupsPerHour: 8 }, 2);
    const take = async (worker: number, count: number) =>
      await workers[worker]?.lookups('persons').vain.reserve('me', 1_000, count);
    expect([await take(0, 4), await take(1, 1), await take(0, 1)]).toEqual([0, 0, 3_600]);
    expect(await workers[0]?.lookups('persons').lookups.reserve('me', 1_000, 8)).toBe(0);
    expect(asked()).toBe(4);
  });

  test('never give more objects than one minute holds, however they are asked for', async () => {
    const asks = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 1_500 })), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(asks, async (each) => {
        const { workers } = workersOver({ objectsPerMinute: 1_000, lookupsPerHour: 1 }, 4);
        const waits = await Promise.all(
          each.map(async ([worker, objects]) =>
            (await workers[worker]?.objects.take('me', objects, 0)) === 0 ? objects : 0,
          ),
        );
        const given = waits.reduce((sum, objects) => sum + Math.min(objects, 1_000), 0);
        // What the bucket gains meanwhile is some objects.
        expect(given).toBeLessThanOrEqual(1_000 + 60);
      }),
      { numRuns: 40 },
    );
  });

  test('are not asked for with each request', async () => {
    const { workers, asked } = workersOver({ objectsPerMinute: 100_000, lookupsPerHour: 1 }, 1);
    for (let request = 0; request < 100; request += 1) expect(await workers[0]?.objects.take('me', 10, 0)).toBe(0);
    expect(asked()).toBe(1);
  });

  test('are none where no budget is set', () => {
    const { workers, asked } = workersOver({ objectsPerMinute: 0, lookupsPerHour: 1 }, 1);
    expect(workers[0]?.objects.take('me', 1e9, 0)).toBe(0);
    expect(asked()).toBe(0);
  });
});
