import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IdTokens } from '../../../auditlog/entry/idTokens.js';

/** AES-256-CMAC of whole blocks, as NIST SP 800-38B section 6.2 describes it. */
function cmac(key: Uint8Array, message: Uint8Array): Buffer {
  const encrypt = (block: Uint8Array): Buffer => {
    const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]);
  };
  const l = BigInt(`0x${encrypt(Buffer.alloc(16)).toString('hex')}`);
  const doubled = ((l << 1n) & ((1n << 128n) - 1n)) ^ (l >> 127n === 1n ? 0x87n : 0n);
  const subkey = Buffer.from(doubled.toString(16).padStart(32, '0'), 'hex');
  let state = Buffer.alloc(16);
  for (let at = 0; at < message.length; at += 16) {
    const last = at + 16 === message.length;
    state = encrypt(
      state.map((byte, i) => byte ^ (message[at + i] as number) ^ (last ? (subkey[i] as number) : 0)) as Buffer,
    ) as Buffer<ArrayBuffer>;
  }
  return state;
}

const wordsIn = (bytes: Uint8Array): Uint32Array => new Uint32Array(new Uint8Array(bytes).buffer);
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });

describe('tokens of ids', () => {
  it('are held to a CMAC that gives the examples of NIST SP 800-38B (appendix D.3)', () => {
    const key = Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex');
    const message = Buffer.from(
      '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
      'hex',
    );
    expect(cmac(key, message.subarray(0, 16)).toString('hex')).toBe('28a7023f452e8f82bd4bf28d8c37c35c');
    expect(cmac(key, message).toString('hex')).toBe('e1992190549f6ed5696a2c056c315410');
  });

  it('are CMACs of scope and id, with the last block of the id XORed, for many ids and for many scopes', () => {
    fc.assert(
      fc.property(
        bytes(32),
        fc.integer({ min: 1, max: 2 }),
        fc.integer({ min: 1, max: 600 }),
        fc.boolean(),
        (key, blocks, count, ofScopes) => {
          const random = (size: number, seed: number) =>
            Buffer.from(Array.from({ length: size }, (_, at) => (at * at * 31 + seed + at) % 256));
          const scopes = random(16 * (ofScopes ? count : 1), 3);
          const ids = random(16 * blocks * (ofScopes ? 1 : count), 5);
          const made = new IdTokens(key);
          const into = new Uint32Array(4 + count * 4);
          made.write({ begun: made.begin(scopes), ids: wordsIn(ids), blocks }, into, 4);
          const tokens = Buffer.from(into.buffer);
          expect(tokens.subarray(0, 16)).toEqual(Buffer.alloc(16));
          for (const at of [0, 1, 255, 256, 257, count - 1].filter((each) => each < count)) {
            const scope = ofScopes ? scopes.subarray(at * 16, at * 16 + 16) : scopes;
            const id = ofScopes ? ids : ids.subarray(at * 16 * blocks, (at + 1) * 16 * blocks);
            const expected = cmac(key, Buffer.concat([scope, id])).map(
              (byte, i) => byte ^ (id[16 * (blocks - 1) + i] as number),
            );
            expect(tokens.subarray(16 + at * 16, 32 + at * 16).toString('hex')).toBe(
              Buffer.from(expected).toString('hex'),
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
