import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  appendLeaf,
  appendSubtree,
  type CompactRange,
  consistencyProof,
  emptyRange,
  emptyRoot,
  inclusionProof,
  inclusionRanges,
  leafHash,
  nodeHash,
  rangeRoot,
  rootHash,
} from '../../auditlog/merkle.js';
import { primitives } from '../../auditlog/primitives.js';
import type { Hash } from '../../auditlog/proofs/treeHashes.js';
import { verifyConsistency, verifyInclusion } from '../../auditlog/proofs/verifyProof.js';

/** Inputs and roots of the 8-leaf reference tree of Certificate Transparency (RFC 6962 implementations share them). */
const referenceInputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const referenceLeaves = referenceInputs.map((input) => leafHash(Buffer.from(input, 'hex')));
const leaves = Array.from({ length: 64 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

describe('RFC 9162 trees against the public reference vectors', () => {
  it('gives the reference root for every size from 0 to 8', () => {
    referenceRoots.forEach((root, size) => {
      expect(hex(rootHash(referenceLeaves.slice(0, size)))).toBe(root);
    });
  });

  it.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  ])('gives the reference inclusion proof of leaf %i in %i', (index, size, proof) => {
    expect(inclusionProof(referenceLeaves, index, size).map(hex)).toEqual(proof);
  });

  it.each([
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ])('gives the reference consistency proof from %i to %i', (first, second, proof) => {
    expect(consistencyProof(referenceLeaves, first, second).map(hex)).toEqual(proof);
  });
});

describe('RFC 9162 trees against the definition, exhaustively to 64 leaves', () => {
  it('gives the root, and every inclusion proof, that the recursive definition gives', () => {
    for (let size = 1; size <= 64; size += 1) {
      const tree = leaves.slice(0, size);
      const root = naiveRoot(tree);
      expect(hex(rootHash(tree))).toBe(hex(root));
      for (let index = 0; index < size; index += 1) {
        const proof = inclusionProof(leaves, index, size);
        expect(proof.map(hex)).toEqual(naivePath(index, tree).map(hex));
        expect(verifyInclusion({ index, size, leaf: at(leaves, index), proof, root }, primitives)).toBe(true);
      }
    }
  });

  it('gives every consistency proof that the recursive definition gives', () => {
    for (let second = 1; second <= 64; second += 1) {
      for (let first = 1; first <= second; first += 1) {
        const proof = consistencyProof(leaves, first, second);
        expect(proof.map(hex)).toEqual(naiveSubproof(first, leaves.slice(0, second), true).map(hex));
        expect(
          verifyConsistency({ first, second, firstRoot: root(first), secondRoot: root(second), proof }, primitives),
        ).toBe(true);
      }
    }
  });

  it('refuses each proof for every other index, size, root, leaf', () => {
    for (let size = 1; size <= 20; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const claim = {
          index,
          size,
          leaf: at(leaves, index),
          proof: inclusionProof(leaves, index, size),
          root: root(size),
        };
        for (let other = 0; other < size; other += 1) {
          if (other !== index) expect(verifyInclusion({ ...claim, index: other }, primitives)).toBe(false);
        }
        expect(verifyInclusion({ ...claim, root: root(size + 1) }, primitives)).toBe(false);
        expect(verifyInclusion({ ...claim, leaf: at(leaves, size) }, primitives)).toBe(false);
        expect(verifyInclusion({ ...claim, index: size }, primitives)).toBe(false);
        expect(verifyInclusion({ ...claim, index: -1 }, primitives)).toBe(false);
      }
    }
  });
});

describe('forged proofs', () => {
  const aim = fc
    .integer({ min: 2, max: 64 })
    .chain((size) => fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.constant(size)));
  const forgery = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.integer({ min: 0, max: 255 }) }),
    fc.record({
      kind: fc.constantFrom('truncate' as const, 'extend' as const, 'prepend' as const, 'short' as const),
      at: fc.nat(),
      bit: fc.nat(),
    }),
  );

  it('an inclusion proof that is changed, cut or longer proves nothing', () => {
    fc.assert(
      fc.property(aim, forgery, ([index, size], how) => {
        const proof = inclusionProof(leaves, index, size);
        const claim = { index, size, leaf: at(leaves, index), root: root(size) };
        expect(verifyInclusion({ ...claim, proof: forge(proof, how) }, primitives)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('a consistency proof that is changed, cut or longer proves nothing', () => {
    fc.assert(
      fc.property(aim, forgery, ([smaller, second], how) => {
        const first = smaller + 1;
        const proof = consistencyProof(leaves, first, second);
        fc.pre(proof.length > 0 || how.kind === 'extend' || how.kind === 'prepend');
        const claim = { first, second, firstRoot: root(first), secondRoot: root(second) };
        expect(verifyConsistency({ ...claim, proof: forge(proof, how) }, primitives)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('a changed old tree is consistent with no proof of the true one', () => {
    for (let first = 1; first < 33; first += 1) {
      const proof = consistencyProof(leaves, first, 33);
      const changed = rootHash([leafHash(Buffer.from('changed')), ...leaves.slice(1, first)]);
      expect(
        verifyConsistency({ first, second: 33, firstRoot: changed, secondRoot: root(33), proof }, primitives),
      ).toBe(false);
      expect(
        verifyConsistency({ first, second: 33, firstRoot: root(first), secondRoot: root(34), proof }, primitives),
      ).toBe(false);
      expect(
        verifyConsistency(
          { first: 33, second: first, firstRoot: root(33), secondRoot: root(first), proof },
          primitives,
        ),
      ).toBe(false);
    }
  });

  it('a leaf cannot pass for an inner node', () => {
    const [left, right] = [at(leaves, 0), at(leaves, 1)];
    expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)));
  });

  it('nothing is proven outside of a tree', () => {
    expect(() => inclusionRanges(3, 3)).toThrow();
    expect(() => inclusionRanges(-1, 3)).toThrow();
    expect(() => inclusionRanges(0.5, 3)).toThrow();
    expect(() => consistencyProof(leaves, 0, 3)).toThrow();
    expect(() => consistencyProof(leaves, 4, 3)).toThrow();
  });
});

describe('compact ranges', () => {
  it('append leaf by leaf to the same root as the whole, with log(n) subtrees, and report each finished subtree', () => {
    let range: CompactRange = emptyRange;
    const nodes = new Map<string, Hash>();
    leaves.forEach((leaf, i) => {
      range = appendLeaf(range, leaf, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
      expect(hex(rangeRoot(range))).toBe(hex(root(i + 1)));
      expect(range.subtrees.length).toBeLessThanOrEqual(7);
    });
    expect(nodes.size).toBe(63);
    for (const [name, hash] of nodes) {
      const [level = 0, index = 0] = name.split('/').map(Number);
      expect(hex(hash)).toBe(hex(rootHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))));
    }
  });

  it('take whole subtrees in place of their leaves, and refuse one that stands out of place', () => {
    const eight = { level: 3, hash: rootHash(leaves.slice(0, 8)) };
    const range = appendLeaf(appendSubtree(emptyRange, eight), at(leaves, 8));
    expect(hex(rangeRoot(range))).toBe(hex(root(9)));
    expect(() => appendSubtree(range, eight)).toThrow('out of place');
  });

  it('the empty tree has the hash of nothing', () => {
    expect(hex(rangeRoot(emptyRange))).toBe(hex(emptyRoot));
    expect(hex(emptyRoot)).toBe(createHash('sha256').digest('hex'));
  });

  it('sizes beyond 2^32 keep their path', () => {
    const ranges = inclusionRanges(2 ** 40 + 3, 2 ** 40 + 5);
    expect(ranges).toHaveLength(4);
    expect(ranges.at(-1)).toEqual({ start: 0, end: 2 ** 40 });
  });
});

function forge(proof: readonly Hash[], how: { kind: string; at: number; bit: number }): readonly Hash[] {
  const extra = leafHash(Buffer.from(String(how.at)));
  const place = how.at % Math.max(1, proof.length);
  switch (how.kind) {
    case 'flip':
      return proof.length === 0 ? [extra] : proof.map((hash, i) => (i === place ? flip(hash, how.bit) : hash));
    case 'truncate':
      return proof.length === 0 ? [extra] : proof.filter((_, i) => i !== place);
    case 'short':
      return proof.length === 0 ? [extra] : proof.map((hash, i) => (i === place ? hash.subarray(1) : hash));
    case 'prepend':
      return [extra, ...proof];
    default:
      return [...proof, extra];
  }
}

function flip(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}

function at(hashes: readonly Hash[], index: number): Hash {
  return hashes[index] ?? leafHash(Buffer.from('none'));
}

function root(size: number): Hash {
  return rootHash(leaves.slice(0, size));
}

// The definitions of RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1, word for word: slow, and independent of the code.
function largestPowerBelow(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

function naiveRoot(tree: readonly Hash[]): Hash {
  if (tree.length === 0) return createHash('sha256').digest();
  if (tree.length === 1) return at(tree, 0);
  const k = largestPowerBelow(tree.length);
  const node = Buffer.concat([Buffer.of(1), naiveRoot(tree.slice(0, k)), naiveRoot(tree.slice(k))]);
  return createHash('sha256').update(node).digest();
}

function naivePath(index: number, tree: readonly Hash[]): readonly Hash[] {
  if (tree.length <= 1) return [];
  const k = largestPowerBelow(tree.length);
  return index < k
    ? [...naivePath(index, tree.slice(0, k)), naiveRoot(tree.slice(k))]
    : [...naivePath(index - k, tree.slice(k)), naiveRoot(tree.slice(0, k))];
}

function naiveSubproof(first: number, tree: readonly Hash[], whole: boolean): readonly Hash[] {
  if (first === tree.length) return whole ? [] : [naiveRoot(tree)];
  const k = largestPowerBelow(tree.length);
  return first <= k
    ? [...naiveSubproof(first, tree.slice(0, k), whole), naiveRoot(tree.slice(k))]
    : [...naiveSubproof(first - k, tree.slice(k), false), naiveRoot(tree.slice(0, k))];
}
