import { sameBytes } from './bytes.js';
import type { Primitives } from './primitives.js';
import { createTreeHashes, type Hash } from './treeHashes.js';

/** The steps from a leaf up to the root of a tree, not compared with anything. */
export interface InclusionPath {
  readonly index: number;
  /** Number of leaves. */
  readonly size: number;
  readonly leaf: Hash;
  /** From the leaf's sibling up. */
  readonly proof: readonly Hash[];
}

/** Where a path leads. */
export interface FollowedPath {
  /** The hashes above the leaf, the root last; none in a tree of one leaf. */
  readonly nodes: readonly Hash[];
  readonly root: Hash;
  /** Root of the tree that ends with this leaf: the path has all its perfect subtrees at the left. */
  readonly prefixRoot: Hash;
}

/**
 * Follows an inclusion proof; null if it is no path in a tree of that size. Follows RFC 9162 section 2.1.3.2 step by step.
 *
 * @remarks Of the last leaf of an older tree it is a consistency proof, too: both roots come out of the same hashes.
 */
export function followInclusion(path: InclusionPath, primitives: Primitives): FollowedPath | null {
  const { index, size, leaf, proof } = path;
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, ...proof])) return null;
  const { nodeHash } = createTreeHashes(primitives);
  const nodes: Hash[] = [];
  let root = leaf;
  let prefixRoot = leaf;
  const isWhole = climb(index, size - 1, proof, (step, isLeft) => {
    root = isLeft ? nodeHash(step, root) : nodeHash(root, step);
    if (isLeft) prefixRoot = nodeHash(step, prefixRoot);
    nodes.push(root);
  });
  return isWhole ? { nodes, root, prefixRoot } : null;
}

/** True if a path leads to this root. Total: anything malformed is false. */
export function verifyInclusion(claim: InclusionPath & { readonly root: Hash }, primitives: Primitives): boolean {
  const followed = followInclusion(claim, primitives);
  return followed !== null && sameBytes(followed.root, claim.root);
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
export function verifyConsistency(
  claim: {
    readonly first: number;
    readonly second: number;
    readonly firstRoot: Hash;
    readonly secondRoot: Hash;
    readonly proof: readonly Hash[];
  },
  primitives: Primitives,
): boolean {
  const { first, second, firstRoot, secondRoot, proof } = claim;
  if (!isCount(first) || !isCount(second) || first > second) return false;
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  const { emptyRoot, nodeHash } = createTreeHashes(primitives);
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, emptyRoot);
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
  return isWhole && sameBytes(fr, firstRoot) && sameBytes(sr, secondRoot);
}

const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === 32);

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
}
