import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SourceText } from '../../../../gateway/execution/splice/sourceText.js';

const whole = Buffer.from(Array.from({ length: 60_000 }, (_, at) => `${at} é`).join());

/** The bytes cut at these places. */
function cut(places: readonly number[]): readonly Buffer[] {
  const all = [0, ...[...places].sort((a, b) => a - b), whole.length];
  return all.slice(1).map((to, at) => whole.subarray(all[at], to));
}

describe('the windows of an answer', () => {
  test('are its bytes from where each begins, however the bytes came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(whole.length), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 130_000 }), { maxLength: 8 }),
        (places, steps) => {
          const text = new SourceText({
            get bytes(): Buffer {
              throw new Error('the pieces are joined');
            },
            chunks: cut(places),
          });
          let from = 0;
          let window = text.next(0);
          for (const step of steps) {
            expect(Buffer.from(window, 'latin1').equals(whole.subarray(from, from + window.length))).toBe(true);
            expect(text.hasMore).toBe(from + window.length < whole.length);
            expect(text.byteAt(3)).toBe(from + 3);
            if (!text.hasMore) break;
            from += Math.min(step, window.length);
            window = text.next(Math.min(step, window.length));
          }
          expect(text.after(from)).toBe(whole.toString('utf8', from));
          expect(text.windows.at(-1)).toBe(window);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are no longer than V8 keeps beside other strings', () => {
    expect(new SourceText({ bytes: whole }).next(0).length).toBeLessThan(2 ** 17 - 16);
  });
});
