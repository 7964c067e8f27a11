import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type KeyNode, rootLevel } from '../../../auditlog/keyTree/node.js';
import { KeyWalker } from '../../../auditlog/keyTree/walker.js';

/** The key of an entry as docs/AUDIT.md says it, a level at a time. */
function plainKey({ level, place, key }: KeyNode, index: number): Buffer {
  let node = Buffer.from(key);
  const at = index - place * 2 ** level;
  for (let bit = level - 1; bit >= 0; bit -= 1) {
    const input = [Buffer.from('00000001', 'hex'), node, Buffer.from('portcullis/audit/key-tree')];
    const both = createHash('sha512').update(Buffer.concat(input)).digest();
    node = Math.floor(at / 2 ** bit) % 2 === 0 ? both.subarray(0, 32) : both.subarray(32);
  }
  return node;
}

describe('the walk over a key tree', () => {
  it('gives each entry the key that the derivation says, in sequence, back, again and anywhere', () => {
    const root: KeyNode = { level: rootLevel, place: 2, key: randomBytes(32) };
    const start = 2 * 2 ** rootLevel;
    const near = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(fc.nat(2 ** rootLevel - 1), fc.array(fc.oneof(near, fc.integer())), (first, steps) => {
        const walker = new KeyWalker(root);
        let at = first;
        for (const step of [0, ...steps, 0]) {
          at = (((at + step) % 2 ** rootLevel) + 2 ** rootLevel) % 2 ** rootLevel;
          expect(Buffer.from(walker.keyOf(start + at))).toEqual(plainKey(root, start + at));
        }
      }),
    );
  });

  it('has the key itself of a node over one entry, and refuses what it is not over', () => {
    const leaf: KeyNode = { level: 0, place: 9, key: randomBytes(32) };
    const walker = new KeyWalker(leaf);
    expect([walker.keyOf(9), walker.keyOf(9)]).toEqual([leaf.key, leaf.key]);
    for (const index of [8, 10]) expect(() => walker.keyOf(index)).toThrow(RangeError);
    const pair = new KeyWalker({ level: 1, place: 1, key: randomBytes(32) });
    expect(pair.keyOf(2)).not.toEqual(pair.keyOf(3));
    expect(() => pair.keyOf(1)).toThrow(RangeError);
  });

  it('does not give the same key for entries of two roots: one log goes on behind 2^24 entries', () => {
    const keys = [0, 1].map((place) => new KeyWalker({ level: rootLevel, place, key: randomBytes(32) }));
    expect(keys[0]?.keyOf(2 ** rootLevel - 1)).not.toEqual(keys[1]?.keyOf(2 ** rootLevel));
  });
});
