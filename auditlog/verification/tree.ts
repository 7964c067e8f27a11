import { appendLeaf, appendSubtree, type CompactRange, emptyRange, rangeRoot } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import type { Hash } from '../proofs/treeHashes.js';

/** A stored subtree that contradicts the entries below it, or is missing. */
export interface FalseNode {
  readonly level: number;
  readonly index: number;
  readonly isMissing: boolean;
}

/** What a fitting head settles. */
export interface Settled {
  /** Blocks whose entries are false: the head covers their stored subtree. */
  readonly falseBlocks: readonly number[];
  /** Stored subtrees that are false: the head covers the entries below. */
  readonly falseNodes: readonly FalseNode[];
}

/** Stored subtree of a level and index; undefined if there is none. */
export type NodeAt = (level: number, index: number) => Hash | undefined;

/** Entries below a stored subtree of the lowest level. */
export const blockSize = 256;
const blockLevel = 8;

/** The first entry of an entry's block. */
export function blockAt(index: number): number {
  return Math.floor(index / blockSize) * blockSize;
}

/**
 * The tree over the entries of a log, read from the front. If stored hashes contradict each other, every reading of them is kept
 * until a head tells which was signed: so one false entry hides no later one.
 */
export class Tree {
  #readings: readonly Reading[] = [begin(emptyRange, [])];
  /** The readings at the start of the present block. */
  #starts = this.#readings;
  #pending: FalseNode[] = [];
  #size = 0;

  /** @param range over the entries before the first one that is appended, taken as it is; a multiple of `blockSize` */
  constructor(range: CompactRange = emptyRange) {
    this.#readings = [begin(range, [])];
    this.#starts = this.#readings;
    this.#size = range.size;
  }

  /** Number of entries that were read or missed. */
  get size(): number {
    return this.#size;
  }

  /** Root over the entries by their bytes; null if one is missing and no stored subtree covers it. */
  get root(): Hash | null {
    const [first] = this.#readings;
    return first ? rangeRoot(first.range) : null;
  }

  /**
   * Appends the next entry.
   *
   * @param leaves the hash of its bytes, and the stored one if that differs; none if the entry is missing
   */
  append(leaves: readonly Hash[], nodeAt: NodeAt): void {
    const [reading, another] = this.#readings;
    const [leaf, stored] = leaves;
    const endsBlock = (this.#size + 1) % blockSize === 0;
    if (!reading || !leaf || another || stored || endsBlock) {
      this.#appendToAll(leaves, nodeAt);
      return;
    }
    // The fast path of nearly all entries: one reading, and no stored subtree ends here.
    this.#readings = [{ ...reading, range: appendLeaf(reading.range, leaf) }];
    this.#size += 1;
  }

  #appendToAll(leaves: readonly Hash[], nodeAt: NodeAt): void {
    const finished = new Map<string, boolean>();
    const onNode = (level: number, index: number, hash: Hash): void => {
      if (level % blockLevel !== 0) return;
      const stored = nodeAt(level, index);
      const name = `${level}/${index}`;
      finished.set(name, finished.get(name) === true || (stored !== undefined && sameBytes(stored, hash)));
    };
    this.#readings = this.#readings.flatMap(({ range, ...rest }) =>
      leaves.slice(0, maxReadings).map((leaf) => ({ ...rest, range: appendLeaf(range, leaf, onNode) })),
    );
    this.#readings = this.#readings.slice(0, maxReadings);
    this.#size += 1;
    for (const [name, fits] of finished) if (!fits) this.#doubt(name, nodeAt);
    if (this.#size % blockSize === 0) this.#endBlock(nodeAt);
  }

  /** Continues after a hole that is too wide to be covered block by block. */
  lose(size: number): void {
    this.#readings = [];
    this.#starts = [];
    this.#size = size;
  }

  /** What a head of the present size settles; null if no reading fits it. */
  settle(root: Hash): Settled | null {
    const fitting = this.#readings.find(({ range }) => sameBytes(rangeRoot(range), root));
    if (!fitting) return null;
    const { range, start, byNode } = fitting;
    const isNodeTrue = ({ level, index }: FalseNode): boolean => level === blockLevel && byNode.includes(index);
    const falseNodes = this.#pending.filter((node) => !isNodeTrue(node));
    this.#pending = [];
    this.#readings = [{ range, start, byNode: [] }];
    this.#starts = [begin(start, [])];
    return { falseBlocks: byNode, falseNodes };
  }

  /** The contradictions that no head has settled. */
  takeUnsettled(): readonly FalseNode[] {
    return this.#pending.splice(0);
  }

  #doubt(name: string, nodeAt: NodeAt): void {
    const [level = 0, index = 0] = name.split('/').map(Number);
    // A doubtful block makes all subtrees above it doubtful: only the lowest is reported.
    if (level > blockLevel && this.#pending.some((node) => node.level < level)) return;
    this.#pending.push({ level, index, isMissing: nodeAt(level, index) === undefined });
  }

  /** If the entries of the block that ends here are in doubt, its stored subtree becomes another reading. */
  #endBlock(nodeAt: NodeAt): void {
    const index = this.#size / blockSize - 1;
    const hash = nodeAt(blockLevel, index);
    const isSure = this.#readings.length === 1 && this.#pending.at(-1)?.index !== index;
    const byNode =
      isSure || !hash
        ? []
        : this.#starts.map((reading) => ({
            range: appendSubtree(reading.range, { level: blockLevel, hash }),
            byNode: [...reading.byNode, index],
          }));
    this.#readings = [...this.#readings, ...byNode]
      .slice(0, maxReadings)
      .map(({ range, byNode: blocks }) => begin(range, blocks));
    this.#starts = this.#readings;
  }
}

/** One consistent choice among contradicting hashes. */
interface Reading {
  readonly range: CompactRange;
  /** The range at the start of the present block. */
  readonly start: CompactRange;
  /** Blocks that are read from their stored subtree instead of their entries. */
  readonly byNode: readonly number[];
}

function begin(range: CompactRange, byNode: readonly number[]): Reading {
  return { range, start: range, byNode };
}

/** Further readings are dropped. */
const maxReadings = 16;
