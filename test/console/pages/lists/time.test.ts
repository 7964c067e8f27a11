import { describe, expect, test } from '@jest/globals';
import { barsOf } from '../../../../console/pages/lists/time/barsOf.js';
import {
  dayAfter,
  intervalsOf,
  nextOf,
  spanOver,
  usualInterval,
} from '../../../../console/pages/lists/time/intervals.js';
import { ticksOf } from '../../../../console/pages/lists/time/ticksOf.js';

const bucket = (begins: string, number: number, isPrecise = true) => ({
  begins,
  isPrecise,
  count: { number, atLeast: null },
});

describe('intervals of a time', () => {
  test('follow each other over months, years and leap days', () => {
    expect(nextOf('2026-12', 'MONTH')).toBe('2027-01');
    expect(nextOf('2026-12-28', 'WEEK')).toBe('2027-01-04');
    expect(nextOf('2024-02-28', 'DAY')).toBe('2024-02-29');
    expect(nextOf('1999', 'YEAR')).toBe('2000');
    expect(['2026-11-30', '2026-12-31', '2028-02-28', '2028-02-29'].map(dayAfter)).toEqual([
      ...['2026-12-01', '2027-01-01', '2028-02-29', '2028-03-01'],
    ]);
  });

  test('drawn over are days from the first to the last one of all', () => {
    expect(spanOver('2026-01', '2026-02', 'MONTH')).toEqual({ from: '2026-01-01', to: '2026-02-28' });
    expect(spanOver('2026-11-02', '2026-11-02', 'WEEK')).toEqual({ from: '2026-11-02', to: '2026-11-08' });
    expect(spanOver('1961', '1961', 'YEAR')).toEqual({ from: '1961-01-01', to: '1961-12-31' });
  });

  test('are as short as the time that is looked at allows', () => {
    const span = (from: string, to: string) => ({ is: 'span', from, to }) as const;
    expect(usualInterval(undefined, false)).toBe('MONTH');
    expect(usualInterval(undefined, true)).toBe('YEAR');
    expect(usualInterval(span('2026-01-01', '2026-01-31'), false)).toBe('DAY');
    expect(usualInterval(span('2026-01-01', '2026-05-31'), false)).toBe('WEEK');
    expect(usualInterval({ is: 'span', from: '2026-01-01' }, false)).toBe('MONTH');
    expect(intervalsOf(true)).not.toContain('WEEK');
  });
});

describe('bars of a histogram', () => {
  test('have a place for an interval without rows, so that a gap is seen', () => {
    const { bars, isWhole } = barsOf([bucket('2026-01', 2), bucket('2026-04', 1)], 'MONTH', false);
    expect(bars.map(({ begins, rows }) => [begins, rows])).toEqual([
      ['2026-01', 2],
      ['2026-02', 0],
      ['2026-03', 0],
      ['2026-04', 1],
    ]);
    expect(isWhole).toBe(true);
  });

  test('do not say that a gap is nothing where the graph has counted no more', () => {
    expect(barsOf([bucket('2026-01', 2)], 'MONTH', true).isWhole).toBe(false);
  });

  test('leave out rows of which less is known than the interval, and say how many', () => {
    const { bars, coarse } = barsOf([bucket('2026-01', 5, false), bucket('2026-01-03', 2)], 'DAY', false);
    expect(bars.map(({ begins }) => begins)).toEqual(['2026-01-03']);
    expect(coarse).toBe(5);
  });

  test('are the last ones where they would be too many', () => {
    const { bars, isWhole } = barsOf([bucket('1200', 1), bucket('1961', 1)], 'YEAR', false);
    expect([bars.length, isWhole]).toEqual([2, false]);
  });

  test('mark a number that is only the least', () => {
    const [bar] = barsOf(
      [{ begins: '2026', isPrecise: true, count: { number: null, atLeast: 1000 } }],
      'YEAR',
      false,
    ).bars;
    expect(bar).toEqual({ begins: '2026', rows: 1000, isLeast: true });
  });
});

test('names stand below as many bars as have room', () => {
  expect(ticksOf(['a', 'b', 'c'])).toHaveLength(3);
  const names = Array.from({ length: 100 }, (_, at) => `d${at}`);
  expect(ticksOf(names).map(({ at }) => at)).toEqual([0, 13, 26, 39, 52, 65, 78, 91]);
});
