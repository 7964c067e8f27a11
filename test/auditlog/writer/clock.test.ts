import { describe, expect, it } from '@jest/globals';
import { Clock } from '../../../auditlog/writer/clock.js';

const at = Date.parse('2026-11-25T10:00:00.000Z');

describe('the clock of a log', () => {
  it('never goes back, and says once for each time that the machine did', () => {
    const clock = new Clock();
    clock.resume(new Date(at).toISOString());
    expect(clock.next(at + 5)).toEqual({ at: '2026-11-25T10:00:00.005Z', wentBack: null });
    const back = { last: '2026-11-25T10:00:00.005Z', now: '2026-11-25T09:00:00.000Z' };
    expect(clock.next(at - 3_600_000)).toEqual({ at: back.last, wentBack: back });
    expect(clock.next(at - 3_599_000)).toEqual({ at: back.last, wentBack: null });
    expect(clock.next(at + 9)).toEqual({ at: '2026-11-25T10:00:00.009Z', wentBack: null });
    expect(clock.next(at - 2000).wentBack).not.toBeNull();
  });

  it('says nothing of a second or less, which is an ordinary correction', () => {
    const clock = new Clock();
    clock.resume(new Date(at).toISOString());
    expect(clock.next(at - 1000)).toEqual({ at: '2026-11-25T10:00:00.000Z', wentBack: null });
  });

  it('begins where a log has no entry yet', () => {
    const clock = new Clock();
    clock.resume(null);
    expect(clock.next(at).at).toBe('2026-11-25T10:00:00.000Z');
  });
});
