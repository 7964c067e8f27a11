import { describe, expect, it } from '@jest/globals';
import { newRequestId } from '../../../gateway/exchange/requestId.js';

describe('a request id', () => {
  it('is a UUID of version 7: the milliseconds since 1970, and random bits', () => {
    const now = Date.UTC(2026, 11, 1, 12, 34, 56, 789);
    const id = newRequestId(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(now);
  });

  it('stands behind those of earlier milliseconds, so that the log takes it at the end of its index', () => {
    const times = [0, 1, 255, 2 ** 32, Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + 1, 2 ** 48 - 1];
    const ids = times.map((time) => newRequestId(time));
    expect([...ids].sort()).toEqual(ids);
  });

  it('is made once, also within a millisecond', () => {
    const ids = Array.from({ length: 1000 }, () => newRequestId(1_800_000_000_000));
    expect(new Set(ids).size).toBe(1000);
  });
});
