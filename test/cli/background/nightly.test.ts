/** @isolated it fakes the clock. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nextAt, startNightly } from '../../../cli/background/nightly.js';

const minutes = 60_000;
const hours = 60 * minutes;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 10, 25, 22, 0), doNotFake: ['nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('nextAt', () => {
  it('is today where the time is to come, else tomorrow', () => {
    expect(nextAt('03:00', new Date(2026, 10, 25, 2, 59))).toEqual(new Date(2026, 10, 25, 3, 0));
    expect(nextAt('03:00', new Date(2026, 10, 25, 3, 0))).toEqual(new Date(2026, 10, 26, 3, 0));
    expect(nextAt('23:59', new Date(2026, 11, 31, 23, 59, 30))).toEqual(new Date(2027, 0, 1, 23, 59));
  });
});

describe('startNightly', () => {
  it('does it at the time of every day, and soon again where not all was done', async () => {
    const times: string[] = [];
    const answers = ['DONE', 'AGAIN', 'AGAIN', 'DONE', 'DONE'] as const;
    const nightly = startNightly({
      at: '03:00',
      run: async () => {
        const now = new Date();
        times.push(`${now.getDate()} ${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`);
        return answers[times.length - 1] ?? 'DONE';
      },
    });
    await jest.advanceTimersByTimeAsync(5 * hours - 1);
    expect(times).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(times).toEqual(['26 3:00']);
    await jest.advanceTimersByTimeAsync(24 * hours);
    expect(times).toEqual(['26 3:00', '27 3:00']);
    await jest.advanceTimersByTimeAsync(30 * minutes);
    expect(times).toEqual(['26 3:00', '27 3:00', '27 3:15', '27 3:30']);
    await jest.advanceTimersByTimeAsync(24 * hours);
    expect(times.at(-1)).toBe('28 3:00');
    expect(times).toHaveLength(5);
    await nightly.stop();
    await jest.advanceTimersByTimeAsync(72 * hours);
    expect(times).toHaveLength(5);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('heeds a clock that is set forward', async () => {
    let done = 0;
    const nightly = startNightly({
      at: '03:00',
      run: async () => {
        done += 1;
        return 'DONE';
      },
    });
    jest.setSystemTime(new Date(2026, 10, 26, 3, 30));
    await jest.advanceTimersByTimeAsync(1 * hours);
    expect(done).toBe(1);
    await nightly.stop();
  });

  it('tells what is on its way to stop, and waits for it', async () => {
    let told = false;
    const nightly = startNightly({
      at: '22:01',
      run: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            told = true;
            setTimeout(() => resolve('DONE'), 500);
          });
        }),
    });
    await jest.advanceTimersByTimeAsync(1 * minutes);
    let stopped = false;
    const stopping = nightly.stop().then(() => {
      stopped = true;
    });
    await jest.advanceTimersByTimeAsync(499);
    expect([told, stopped]).toEqual([true, false]);
    await jest.advanceTimersByTimeAsync(1);
    await stopping;
    expect(jest.getTimerCount()).toBe(0);
  });
});
