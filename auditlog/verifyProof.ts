import { timingSafeEqual } from 'node:crypto';
import { emptyRoot, type Hash, nodeHash } from './merkle.js';

/**
 * True if `proof` shows that the leaf with hash `leaf` is at `index` of the tree with that size and root.
 * Total: anything malformed is false. Follows RFC 9162 section 2.1.3.2 step by step.
 */
export function verifyInclusion(claim: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly proof: readonly Hash[];
  readonly root: Hash;
}): boolean {
  const { index, size, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([claim.leaf, claim.root, ...proof]))
    return false;
  let hash = claim.leaf;
  const isWhole = climb(index, size - 1, proof, (step, isLeft) => {
    hash = isLeft ? nodeHash(step, hash) : nodeHash(hash, step);
  });
  return isWhole && sameHash(hash, claim.root);
}

/**
 * Climbs from a node to the root by the steps of a proof; `take` learns of each whether it is a left sibling. False if the steps do
 * not end at the root.
 */
function climb(
  node: number,
  last: number,
  steps: readonly Hash[],
  take: (step: Hash, isLeft: boolean) => void,
): boolean {
  let fn = node;
  let sn = last;
  for (const step of steps) {
    if (sn === 0) return false;
    const isLeft = fn % 2 === 1 || fn === sn;
    take(step, isLeft);
    while (isLeft && fn % 2 === 0 && fn !== 0) {
      fn = half(fn);
      sn = half(sn);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0;
}

/**
 * True if `proof` shows that the tree of size `first` and root `firstRoot` is a prefix of the second one. Trees of one size are
 * consistent if their roots are equal and the proof is empty; the empty tree is a prefix of every tree, by an empty proof.
 * Total. Follows RFC 9162 section 2.1.4.2 step by step.
 */
export function verifyConsistency(claim: {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Hash;
  readonly secondRoot: Hash;
  readonly proof: readonly Hash[];
}): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isCount(first) || !isCount(second) || first > second) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && sameHash(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && sameHash(firstRoot, emptyRoot);
  const [seed, ...steps] = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  if (!seed || (isPowerOfTwo(first) && steps.length === 0)) return false;
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  let fr = seed;
  let sr = seed;
  const isWhole = climb(fn, sn, steps, (step, isLeft) => {
    if (isLeft) fr = nodeHash(step, fr);
    sr = isLeft ? nodeHash(step, sr) : nodeHash(sr, step);
  });
  return isWhole && sameHash(fr, firstRoot) && sameHash(sr, secondRoot);
}

/** True if two hashes are equal; false, not an error, for other lengths. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === 32);

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}
