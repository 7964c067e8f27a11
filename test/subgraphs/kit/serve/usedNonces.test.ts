import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { createAssertionVerifier } from '../../../../subgraphs/kit/serve/assertion.js';
import { UsedNonces } from '../../../../subgraphs/kit/serve/usedNonces.js';
import { requestOf, signed } from '../../cargo/requests.js';

const key = new Uint8Array(32).fill(7);
const request = requestOf(loadPolicy(), 'NL-CUSTOMS');
const start = 1_700_000_000_000;
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'good';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('used assertions', () => {
  test('are refused in every millisecond in which they would be good', () => {
    for (const at of [start - 60_000, start - 59_001, start - 1, start, start + 999, start + 60_000]) {
      let now = start;
      const verifier = createAssertionVerifier(key, 'cargo', () => now);
      const header = signed(key, request, '', at);
      verifier.verify(header, '');
      for (now of [start, start + 1, start + 1_000, at + 59_999, at + 60_000, at + 60_001].sort()) {
        codeOf(() => verifier.verify(signed(key, request, '', now), ''));
        expect(codeOf(() => verifier.verify(header, ''))).toBe('SOURCE_ASSERTION_INVALID');
      }
    }
  });

  test('that cannot be remembered would be good twice: a full memory refuses, as overload, until some are forgotten', () => {
    let now = start;
    const verifier = createAssertionVerifier(key, 'cargo', () => now, new UsedNonces(60_000, 2));
    const ask = () => codeOf(() => verifier.verify(signed(key, request, '', now), ''));
    expect([ask(), ask(), ask()]).toEqual(['good', 'good', 'SOURCE_OVERLOADED']);
    expect(codeOf(() => verifier.verify('a.b.c', ''))).toBe('SOURCE_ASSERTION_INVALID');
    now += 60_000;
    expect(ask()).toBe('SOURCE_OVERLOADED');
    now += 1_000;
    expect([ask(), ask(), ask()]).toEqual(['good', 'good', 'SOURCE_OVERLOADED']);
  });

  test('bear 10,000 calls a second, and no more', () => {
    const used = new UsedNonces(60_000);
    let refused = 0;
    for (let call = 0; call < 65 * 10_000; call += 1) {
      const at = start + call / 10;
      used.forget(at);
      if (used.isFull) refused += 1;
      else used.add(at, `${call}`);
    }
    expect(refused).toBe(0);
    expect(used.has(start + 60_000, '600000')).toBe(true);
    used.add(start + 64_999, 'one more');
    expect(used.isFull).toBe(true);
  });
});
