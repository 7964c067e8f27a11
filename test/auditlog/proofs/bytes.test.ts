import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concatBytes, fromHex, sameBytes, strictBase64, toBase64, toHex } from '../../../auditlog/proofs/bytes.js';

const bytes = fc.uint8Array({ maxLength: 70 });

describe('bytes as text', () => {
  it('are written as Node writes them, and read back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        const [base64, hex] = [Buffer.from(some).toString('base64'), Buffer.from(some).toString('hex')];
        expect([toBase64(some), toHex(some)]).toEqual([base64, hex]);
        expect([strictBase64(base64), fromHex(hex)]).toEqual([some, some]);
      }),
    );
  });

  it('are read from their only spelling', () => {
    const character = fc.constantFrom(...'ABab01+/-_= \n\u0141\u{1f600}');
    fc.assert(
      fc.property(bytes, fc.nat(), fc.nat({ max: 2 }), character, (some, at, removed, put) => {
        const text = Buffer.from(some).toString('base64');
        const place = at % (text.length + 1);
        const other = text.slice(0, place) + put + text.slice(place + removed);
        const is = Buffer.from(other, 'base64');
        expect(strictBase64(other)).toEqual(is.toString('base64') === other ? Uint8Array.from(is) : null);
      }),
      { numRuns: 1000 },
    );
    for (const text of ['A', 'AA', 'AAA=', 'AB==', 'AA=A', '====', 'AA==AAAA', 'AAAA====', 'AAA\u0000'])
      expect([text, strictBase64(text)]).toEqual([text, text === 'AAA=' ? new Uint8Array(2) : null]);
    expect(['F0', '0', '0g', ' 00'].map(fromHex)).toEqual([null, null, null, null]);
  });
});

describe('bytes', () => {
  it('are joined in order, and equal where all of them are', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (first, second, at, change) => {
        const joined = concatBytes(first, second);
        expect(Buffer.from(joined)).toEqual(Buffer.concat([first, second]));
        expect(sameBytes(joined, Uint8Array.from(joined))).toBe(true);
        expect([
          sameBytes(joined, concatBytes(joined, Uint8Array.of(0))),
          sameBytes(concatBytes(joined, Uint8Array.of(0)), joined),
        ]).toEqual([false, false]);
        if (joined.length === 0) return;
        const changed = Uint8Array.from(joined);
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ change;
        expect(sameBytes(joined, changed)).toBe(false);
      }),
    );
  });
});
