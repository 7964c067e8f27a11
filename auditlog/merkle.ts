import { badUserInput, PortcullisError } from '../schema/errors.js';
import { primitives } from './primitives.js';
import { createTreeHashes, type Hash } from './proofs/treeHashes.js';

/**
 * Merkle trees of RFC 9162 section 2.1 (those of RFC 6962) over SHA-256.
 *
 * Terminology: the *size* of a tree is its number of leaves; a *range* is a half-open interval of leaf indices that is
 * one subtree; a *compact range* is the list of perfect subtrees that a tree of some size falls into, left to right,
 * all that is needed to append to it and to know its root.
 * Sizes are plain numbers up to 2^53: no bit operators here, they would cut at 2^32.
 */

/** Hashes of trees, by Node's SHA-256. */
export const { emptyRoot, leafHash, nodeHash } = createTreeHashes(primitives);

/** A perfect subtree: 2^level leaves under one hash. */
export interface Subtree {
  readonly level: number;
  readonly hash: Hash;
}

/** Perfect subtrees of falling level, left to right. */
export interface CompactRange {
  /** Number of leaves. */
  readonly size: number;
  readonly subtrees: readonly Subtree[];
}

/** The compact range of the empty tree. */
export const emptyRange: CompactRange = { size: 0, subtrees: [] };

/**
 * The compact range grown by one perfect subtree at its right; O(log n).
 *
 * @param onNode called with each perfect subtree that this append completes, and its index on its level
 * @throws PortcullisError INTERNAL if the subtree does not fit at this place
 */
export function appendSubtree(
  range: CompactRange,
  added: Subtree,
  onNode?: (level: number, index: number, hash: Hash) => void,
): CompactRange {
  const width = 2 ** added.level;
  if (range.size % width !== 0)
    throw new PortcullisError('INTERNAL', { message: 'A subtree was appended out of place.' });
  const size = range.size + width;
  const subtrees = [...range.subtrees];
  let last = added;
  for (let left = subtrees.at(-1); left?.level === last.level; left = subtrees.at(-1)) {
    subtrees.pop();
    last = { level: last.level + 1, hash: nodeHash(left.hash, last.hash) };
    onNode?.(last.level, size / 2 ** last.level - 1, last.hash);
  }
  subtrees.push(last);
  return { size, subtrees };
}

/** The compact range grown by one leaf. */
export function appendLeaf(
  range: CompactRange,
  hash: Hash,
  onNode?: (level: number, index: number, hash: Hash) => void,
): CompactRange {
  return appendSubtree(range, { level: 0, hash }, onNode);
}

/** Root of the tree that a compact range stands for. */
export function rangeRoot(range: CompactRange): Hash {
  const [last, ...rest] = [...range.subtrees].reverse();
  return last ? rest.reduce((right, left) => nodeHash(left.hash, right), last.hash) : emptyRoot;
}

/** Root over leaf hashes, in order. */
export function rootHash(leaves: readonly Hash[]): Hash {
  return rangeRoot(leaves.reduce<CompactRange>((range, hash) => appendLeaf(range, hash), emptyRange));
}

/** Leaves `start` (inclusive) to `end` (exclusive) of a tree. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The subtrees whose hashes are the inclusion proof of leaf `index` in the tree of `size`, in the order of the proof.
 *
 * @throws PortcullisError BAD_USER_INPUT unless 0 <= index < size
 * @see RFC 9162 section 2.1.3.1
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!isSize(index) || !isSize(size) || index >= size) throw outside('index', size);
  return descend(index, size, ({ start, end }) => end - start === 1).passed;
}

/**
 * The subtrees whose hashes are the proof that the tree of `first` leaves is a prefix of the tree of `second`.
 *
 * @throws PortcullisError BAD_USER_INPUT unless 0 < first <= second
 * @see RFC 9162 section 2.1.4.1
 */
export function consistencyRanges(first: number, second: number): readonly LeafRange[] {
  if (!isSize(first) || !isSize(second) || first === 0 || first > second) throw outside('size', second);
  const { passed, reached } = descend(first - 1, second, ({ end }) => end === first);
  // The verifier knows the old tree's root, so the proof omits that subtree if it starts at leaf 0.
  return reached.start === 0 ? passed : [reached, ...passed];
}

/** The subtrees beside the path from the root down to a subtree over `leaf`, the lowest first, and where the path ends. */
function descend(leaf: number, size: number, isEnd: (range: LeafRange) => boolean) {
  const passed: LeafRange[] = [];
  let reached: LeafRange = { start: 0, end: size };
  while (!isEnd(reached)) {
    const { start, end } = reached;
    const middle = start + split(end - start);
    const [left, right] = [
      { start, end: middle },
      { start: middle, end },
    ];
    passed.unshift(leaf < middle ? right : left);
    reached = leaf < middle ? left : right;
  }
  return { passed, reached };
}

/** Inclusion proof of leaf `index` in the tree of the first `size` of these leaf hashes. */
export function inclusionProof(leaves: readonly Hash[], index: number, size: number = leaves.length): readonly Hash[] {
  return inclusionRanges(index, size).map(({ start, end }) => rootHash(leaves.slice(start, end)));
}

/** Proof that the tree of the first `first` of these leaf hashes is a prefix of that of the first `second`. */
export function consistencyProof(
  leaves: readonly Hash[],
  first: number,
  second: number = leaves.length,
): readonly Hash[] {
  return consistencyRanges(first, second).map(({ start, end }) => rootHash(leaves.slice(start, end)));
}

/** Largest power of two smaller than `width`; `width` is at least 2. */
function split(width: number): number {
  let k = 1;
  while (k * 2 < width) k *= 2;
  return k;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function outside(what: string, size: number): PortcullisError {
  return badUserInput(`No such ${what} in a tree of ${size} leaves.`, { at: what });
}
