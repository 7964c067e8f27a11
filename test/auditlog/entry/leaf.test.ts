import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginLeaf, boundOf } from '../../../auditlog/entry/leaf.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { readLeaf } from '../../../auditlog/proofs/leaf.js';

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const logs = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);

describe('a leaf', () => {
  it('reads back as it was written, and is hashed as RFC 9162 hashes leaves', () => {
    fc.assert(
      fc.property(logs, fc.maxSafeInteger(), hashes, hashes, hashes, hashes, (log, n, header, body, key, tokens) => {
        const index = Math.abs(n);
        const leaf = beginLeaf({ log, index, header });
        const { bytes, leafHash: hash } = leaf.end({ body, key, tokens });
        const read = readLeaf(bytes);
        expect(read).toMatchObject({ log, index });
        expect([read?.header, read?.body, read?.key, read?.tokens].map((each) => Buffer.from(each ?? []))).toEqual(
          [header, body, key, tokens].map((each) => Buffer.from(each)),
        );
        expect(Buffer.from(hash)).toEqual(leafHash(bytes));
        expect(Buffer.from(boundOf(bytes))).toEqual(Buffer.from(leaf.bound));
      }),
    );
  });

  it('is nothing else than these bytes: shorter, longer and other ones are no leaf', () => {
    const header = Buffer.alloc(32);
    const { bytes } = beginLeaf({ log: 'main', index: 3, header }).end({ body: header, key: header, tokens: header });
    const changed = (at: number, byte: number) => Buffer.from(bytes).fill(byte, at, at + 1);
    for (const other of [bytes.subarray(1), bytes.subarray(0, -1), Buffer.concat([bytes, header]), Buffer.alloc(0)]) {
      expect(readLeaf(other)).toBeNull();
    }
    // Another format, another length, a log id that none is, a place beyond what a number holds.
    for (const [at, byte] of [
      [0, 1],
      [1, 5],
      [2, 0x20],
      [6, 0xff],
    ] as const) {
      expect(readLeaf(changed(at, byte))).toBeNull();
    }
  });
});
