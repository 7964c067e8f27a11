import { describe, expect, it } from '@jest/globals';
import { inclusionProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { toHex } from '../../../auditlog/proofs/bytes.js';
import { followInclusion } from '../../../auditlog/proofs/verifyProof.js';

/* That a path proves, or proves nothing: test/auditlog/merkle.test.ts. */

const leaves = Array.from({ length: 70 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
const rootOf = (size: number): string => toHex(rootHash(leaves.slice(0, size)));

describe('a path from a leaf up', () => {
  it('leads to the root of its tree, and to that of the tree which ends with the leaf', () => {
    for (let size = 1; size <= leaves.length; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(leaves, index, size);
        const followed = followInclusion({ index, size, leaf: leaves[index] ?? Buffer.of(), proof }, primitives);
        expect(followed && [toHex(followed.root), toHex(followed.prefixRoot), followed.nodes.length]).toEqual([
          rootOf(size),
          rootOf(index + 1),
          proof.length,
        ]);
        expect(followed?.nodes.at(-1) ?? leaves[0]).toEqual(followed?.root);
      }
    }
  });

  it('cannot make the roots of two trees that have another beginning', () => {
    const changed = leaves.map((leaf, index) => (index === 3 ? leafHash(Buffer.from('changed')) : leaf));
    for (let size = 5; size <= leaves.length; size += 1) {
      const proof = inclusionProof(changed, 4, size);
      const followed = followInclusion({ index: 4, size, leaf: leaves[4] ?? Buffer.of(), proof }, primitives);
      expect(toHex(followed?.prefixRoot ?? Buffer.of())).not.toBe(rootOf(5));
    }
  });
});
