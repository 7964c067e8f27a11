import { describe, expect, it } from '@jest/globals';
import { createBudget, type Quotas } from '../../../../gateway/identity/budgets/budget.js';

const none: Quotas = { objectsPerMinute: 0, agencyObjectsPerMinute: 0, refusalsPerMinute: 0 };
const [a, b] = ['a', 'b'].map((subject) => ({ agency: 'NL-CUSTOMS', subject })) as [never, never];
const other = { agency: 'DE-CUSTOMS', subject: 'a' };

describe('a budget of one process', () => {
  it('fills evenly over a minute, for each viewer apart', () => {
    const budget = createBudget({ ...none, objectsPerMinute: 60 });
    const wait = (...asked: Parameters<typeof budget.take>) => budget.take(...asked).waitSeconds;
    expect(wait(a, 60, 0)).toBe(0);
    expect(wait(a, 10, 0)).toBe(10);
    expect(wait(b, 10, 0)).toBe(0);
    expect(wait(other, 10, 0)).toBe(0);
    expect(wait(a, 10, 10_000)).toBe(0);
  });

  it('is of the viewer and of its agency: what one of them lacks is taken from neither', () => {
    const budget = createBudget({ ...none, objectsPerMinute: 60, agencyObjectsPerMinute: 100 });
    expect(budget.take(a, 60, 0).waitSeconds).toBe(0);
    expect(budget.take(b, 60, 0)).toEqual({
      waitSeconds: 12,
      left: [
        { name: 'viewer', perMinute: 60, remaining: 60, resetSeconds: 0 },
        { name: 'agency', perMinute: 100, remaining: 40, resetSeconds: 36 },
      ],
    });
    expect(budget.take(other, 60, 0).waitSeconds).toBe(0);
  });

  it('has the largest operation wait for a full bucket, not for ever', () => {
    const budget = createBudget({ ...none, objectsPerMinute: 60 });
    budget.take(a, 1, 0);
    expect([budget.take(a, 1_000, 0).waitSeconds, budget.take(a, 1_000, 1_000).waitSeconds]).toEqual([1, 0]);
  });

  it('says how long refusals are used up, and takes nothing for it', () => {
    const budget = createBudget({ ...none, refusalsPerMinute: 2 });
    for (let i = 0; i < 100; i += 1) expect(budget.refusedFor(a, 0)).toBe(0);
    for (let i = 0; i < 3; i += 1) budget.refuse(a, 0);
    expect([budget.refusedFor(a, 0), budget.refusedFor(b, 0), budget.refusedFor(a, 30_000)]).toEqual([30, 0, 0]);
  });

  it('gives nothing for a clock that was set back, and waits no hour for it', () => {
    const budget = createBudget({ ...none, objectsPerMinute: 60 });
    budget.take(a, 60, 3_600_000);
    expect(budget.take(a, 1, 0).waitSeconds).toBe(1);
    expect(budget.take(a, 1, 1_000).waitSeconds).toBe(0);
  });

  it('is none where none is set', () => {
    expect(createBudget(none).take(a, 1e9, 0)).toEqual({ waitSeconds: 0, left: [] });
    expect(createBudget(none).refuse(a, 0)).toEqual({ waitSeconds: 0, left: [] });
  });
});
