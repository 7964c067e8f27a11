import { childOf, childrenOf, type KeyNode } from './node.js';

/**
 * Gives the keys of the entries below a node. It keeps the path to the last entry: a key in sequence costs about one hash, any other
 * at most one for each level.
 */
export class KeyWalker {
  readonly #node: KeyNode;
  readonly #start: number;
  /** By level: both children of the last entry's node on the level above. */
  readonly #pairs: Buffer[] = [];
  #last = -1;
  #key: Uint8Array;

  constructor(node: KeyNode) {
    this.#node = node;
    this.#start = node.place * 2 ** node.level;
    this.#key = node.key;
  }

  /** Key of an entry, not to be written to. @throws RangeError for one that the node is not over */
  keyOf(index: number): Uint8Array {
    const { level, key } = this.#node;
    const at = index - this.#start;
    if (at < 0 || at >= 2 ** level) throw new RangeError(`entry ${index} is not below this node`);
    if (at === this.#last) return this.#key;
    // Above the highest differing bit, this entry and the last one share their nodes.
    const shared = this.#last < 0 ? level : 31 - Math.clz32(at ^ this.#last);
    const pair = this.#last < 0 ? undefined : this.#pairs[shared];
    let found = pair ? childOf(pair, (at >> shared) & 1) : key;
    for (let below = shared - 1; below >= 0; below -= 1) {
      const children = childrenOf(found);
      this.#pairs[below] = children;
      found = childOf(children, (at >> below) & 1);
    }
    this.#last = at;
    this.#key = found;
    return found;
  }
}
