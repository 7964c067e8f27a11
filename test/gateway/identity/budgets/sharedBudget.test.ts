import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Quotas } from '../../../../gateway/identity/budgets/budget.js';
import { type Blocks, createSharedBudget } from '../../../../gateway/identity/budgets/sharedBudget.js';

const quotas: Quotas = { objectsPerMinute: 1_000, agencyObjectsPerMinute: 0, refusalsPerMinute: 0 };
const me = { agency: 'NL-CUSTOMS', subject: 'me' };

/** The function of the database, in memory, an answer some turns later. */
function sharedBlocks() {
  const fullAt = new Map<string, number>();
  const state = { asked: 0, isAway: false };
  const blocks: Blocks = {
    take: async (asked, now) => {
      state.asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isAway) return null;
      return asked.map(({ key, perMinute, needed, wanted }) => {
        const full = Math.max(fullAt.get(key) ?? 0, now);
        const free = Math.floor(((now + 60_000 - full) * perMinute) / 60_000 + 0.01);
        const given = free >= needed ? Math.min(free, wanted) : 0;
        fullAt.set(key, full + (given * 60_000) / perMinute);
        return { given, free: free - given };
      });
    },
  };
  return { blocks, state };
}

type Processes = [ReturnType<typeof createSharedBudget>, ReturnType<typeof createSharedBudget>];
const processes = (count: number, blocks: Blocks, of: Quotas = quotas) =>
  Array.from({ length: count }, () => createSharedBudget(of, blocks));

describe('a budget that processes share', () => {
  it('never gives more than a minute holds, however it is asked for', async () => {
    const asks = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 400 })), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(asks, async (each) => {
        const all = processes(4, sharedBlocks().blocks);
        const taken = await Promise.all(
          each.map(async ([at, objects]) => ((await all[at]?.take(me, objects, 0))?.waitSeconds === 0 ? objects : 0)),
        );
        expect(taken.reduce((sum, objects) => sum + objects, 0)).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 60 },
    );
  });

  it('is asked for a block, not with each request, nor once for each of those that come at once', async () => {
    const { blocks, state } = sharedBlocks();
    const [one] = processes(1, blocks, { ...quotas, objectsPerMinute: 100_000 }) as Processes;
    for (let request = 0; request < 100; request += 1) expect((await one.take(me, 10, 0)).waitSeconds).toBe(0);
    expect(state.asked).toBe(1);
    await Promise.all(Array.from({ length: 50 }, () => one.take({ ...me, subject: 'other' }, 10, 0)));
    expect(state.asked).toBe(2);
  });

  it('is not asked for what is known to be used up', async () => {
    const { blocks, state } = sharedBlocks();
    const [one, two] = processes(2, blocks) as Processes;
    await one.take(me, 1_000, 0);
    for (let request = 0; request < 100; request += 1) expect((await two.take(me, 10, 0)).waitSeconds).toBe(1);
    expect(state.asked).toBe(2);
    expect((await two.take(me, 10, 600)).waitSeconds).toBe(0);
  });

  it('has what a process took and never spent again within a minute', async () => {
    const { blocks } = sharedBlocks();
    const [killed, other] = processes(2, blocks) as Processes;
    await killed.take(me, 1, 0);
    expect((await other.take(me, 1_000, 0)).waitSeconds).toBeGreaterThan(0);
    expect((await other.take(me, 1_000, 60_000)).waitSeconds).toBe(0);
  });

  it('keeps nothing that it took ahead for longer than a minute, when it is free for all again', async () => {
    const [one, other] = processes(2, sharedBlocks().blocks) as Processes;
    await one.take(me, 1, 0);
    expect((await other.take(me, 1_000, 60_000)).waitSeconds).toBe(0);
    expect((await one.take(me, 10, 60_000)).waitSeconds).toBe(1);
  });

  it('says what is left for all, by the latest that this process knows', async () => {
    const { blocks } = sharedBlocks();
    const [one, two] = processes(2, blocks) as Processes;
    await one.take(me, 500, 0);
    expect((await two.take(me, 100, 0)).left).toEqual([
      { name: 'viewer', perMinute: 1_000, remaining: 390, resetSeconds: 37 },
    ]);
  });

  it('takes of a viewer what its agency has, no matter who of it asks', async () => {
    const { blocks } = sharedBlocks();
    const both = { ...quotas, agencyObjectsPerMinute: 1_500 };
    const [one, two] = processes(2, blocks, both) as Processes;
    expect((await one.take(me, 900, 0)).waitSeconds).toBe(0);
    expect((await two.take({ ...me, subject: 'colleague' }, 900, 0)).waitSeconds).toBeGreaterThan(0);
    expect((await two.take({ agency: 'DE-CUSTOMS', subject: 'me' }, 900, 0)).waitSeconds).toBe(0);
  });

  it('is a tenth in each process while the others are out of reach, and asked for again seconds later', async () => {
    const { blocks, state } = sharedBlocks();
    state.isAway = true;
    const [one] = processes(1, blocks) as Processes;
    expect((await one.take(me, 100, 0)).waitSeconds).toBe(0);
    expect((await one.take(me, 100, 0)).waitSeconds).toBeGreaterThan(0);
    for (let request = 0; request < 20; request += 1) await one.take(me, 1, 4_000);
    expect(state.asked).toBe(1);
    state.isAway = false;
    expect((await one.take(me, 900, 5_000)).waitSeconds).toBe(0);
  });

  it('lets one request ask again, and no other wait with it, while the others are out of reach', async () => {
    let asked = 0;
    const take = () => {
      asked += 1;
      return asked === 1 ? Promise.resolve(null) : new Promise<null>(() => undefined);
    };
    const [one] = processes(1, { take }) as Processes;
    await one.take(me, 1, 0);
    const takes = Array.from({ length: 20 }, (_, at) => one.take({ ...me, agency: `agency ${at}` }, 1, 5_000));
    const atOnce = takes.filter((taken) => !('then' in taken) && taken.waitSeconds === 0);
    expect([asked, atOnce.length]).toEqual([2, 19]);
  });

  it('goes on alone for seconds after the last that failed, no matter when those before it end', async () => {
    const ends: ((given: null) => void)[] = [];
    const [one] = processes(1, { take: () => new Promise<null>((resolve) => void ends.push(resolve)) }) as Processes;
    const older = one.take(me, 1, 0);
    const later = one.take({ ...me, subject: 'later' }, 1, 4_000);
    for (const end of ends.toReversed()) end(null);
    await Promise.all([older, later]);
    expect('then' in one.take({ ...me, subject: 'last' }, 1, 8_000)).toBe(false);
  });

  it('lets a process that does not know yet ask once, and count every refusal after that', async () => {
    const { blocks } = sharedBlocks();
    const few = { ...quotas, refusalsPerMinute: 10 };
    const [one, two] = processes(2, blocks, few) as Processes;
    for (let refusal = 0; refusal < 10; refusal += 1) expect((await one.refuse(me, 0)).waitSeconds).toBe(0);
    expect([one.refusedFor(me, 0), two.refusedFor(me, 0)]).toEqual([6, 0]);
    expect([(await two.refuse(me, 0)).waitSeconds, two.refusedFor(me, 0)]).toEqual([6, 6]);
  });
});
