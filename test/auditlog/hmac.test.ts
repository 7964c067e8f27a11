import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCodeWriter, createHmacSha256 } from '../../auditlog/hmac.js';

const expected = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

describe('HMAC-SHA256 of two one-shot hashes', () => {
  it('is that of the platform, for every key of up to a block and every text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 4 }),
        (key, texts) => {
          const hmac = createHmacSha256(key);
          for (const text of texts) {
            expect(hmac.hex(text)).toBe(expected(key, text).toString('hex'));
            expect(hmac.binary(text)).toBe(expected(key, text).toString('latin1'));
          }
        },
      ),
    );
  });

  it('is of the key that it was given last, a shorter one too', () => {
    const hmac = createHmacSha256(Buffer.alloc(64, 1));
    hmac.rekey(Buffer.alloc(5, 2));
    expect(hmac.hex('text')).toBe(expected(Buffer.alloc(5, 2), 'text').toString('hex'));
  });

  it('of one text under many keys is written at its place, and refuses a key of another length', () => {
    const keys = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 4 });
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary', maxLength: 300 }), (each, text) => {
        const into = Buffer.alloc(each.length * 16);
        const write = createCodeWriter(text, 16);
        for (const [place, key] of each.entries()) write(key, into, place * 16);
        expect(into).toEqual(Buffer.concat(each.map((key) => expected(key, text).subarray(0, 16))));
      }),
    );
    for (const length of [31, 33])
      expect(() => createCodeWriter('text', 16)(Buffer.alloc(length), Buffer.alloc(16), 0)).toThrow(RangeError);
  });

  it('refuses a key of more than a block, which would have to be hashed first', () => {
    expect(() => createHmacSha256(Buffer.alloc(65))).toThrow(RangeError);
  });
});
