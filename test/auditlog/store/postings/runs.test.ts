import { describe, expect, it } from '@jest/globals';
import { dueForMerge, endOf, monthOf, type PostingRun } from '../../../../auditlog/store/postings/runs.js';

/** Runs of 100 entries each, of a month and bits. */
const runs = (...of: readonly (readonly [month: number, bits: number])[]): PostingRun[] =>
  of.map(([month, bits], i) => ({ run: String(i), first: i * 100, count: 100, month, bits }));
const due = (of: readonly PostingRun[]): readonly number[] => dueForMerge(of).map(({ run }) => Number(run));

describe('runs of postings', () => {
  const many = (count: number, bits: number) => Array.from({ length: count }, (): [number, number] => [1, bits]);

  it('stay as they are while they are few, or of other sizes', () => {
    expect(due([])).toEqual([]);
    expect(due(runs(...many(63, 8)))).toEqual([]);
    expect(due(runs(...many(40, 14), ...many(40, 13)))).toEqual([]);
  });

  it('become one where 64 of about a size follow each other, the smallest first', () => {
    expect(due(runs(...many(62, 8), [1, 0], [1, 9]))).toEqual(Array.from({ length: 64 }, (_, i) => i));
    expect(due(runs(...many(40, 14), ...many(64, 8)))).toEqual(Array.from({ length: 64 }, (_, i) => 40 + i));
    expect(due(runs(...many(8, 15), ...many(64, 8)))).toEqual(Array.from({ length: 64 }, (_, i) => 8 + i));
  });

  it('become one also where all of them were too large for one: large runs had stayed until their month was over', () => {
    expect(due(runs(...many(64, 13)))).toEqual(Array.from({ length: 32 }, (_, i) => i));
    expect(due(runs(...many(64, 13), [2, 0]))).toEqual(Array.from({ length: 32 }, (_, i) => i));
  });

  it('become one for each month that is over, unless it were too large', () => {
    expect(due(runs([1, 14], [1, 8], [2, 8]))).toEqual([0, 1]);
    expect(due(runs([1, 18], [1, 8], [2, 8], [2, 8], [3, 0]))).toEqual([2, 3]);
    expect(due(runs([1, 17], [1, 17], [1, 8], [1, 8], [2, 0]))).toEqual([0, 1]);
    expect(due(runs([1, 18], [1, 8], [1, 8], [2, 0]))).toEqual([1, 2]);
    expect(due(runs([1, 14], [2, 8], [3, 8]))).toEqual([]);
  });

  it('stay few, however many are stored', () => {
    let stored: PostingRun[] = [];
    let written = 0;
    for (let i = 0; i < 1000; i += 1) {
      stored.push({ run: `${i}`, first: endOf(stored), count: 100, month: 1, bits: 8 });
      for (let merged = dueForMerge(stored); merged.length > 0; merged = dueForMerge(stored)) {
        const [{ first, month } = { first: 0, month: 0 }] = merged;
        const count = merged.reduce((sum, run) => sum + run.count, 0);
        written += count;
        stored = [
          ...stored.filter((run) => !merged.includes(run)),
          { run: `m${i}`, first, count, month, bits: Math.ceil(Math.log2(count / 100)) + 8 },
        ];
      }
    }
    expect(endOf(stored)).toBe(100_000);
    expect(stored.length).toBeLessThan(128);
    expect(written).toBeLessThan(100_001);
  });

  it('are of a month: the years and months since the year 0', () => {
    expect(['2026-11', '2026-12-31T23:59:59.999Z', '2027-01-01'].map(monthOf)).toEqual([24_322, 24_323, 24_324]);
  });
});
