import { appendLeaf, type CompactRange } from '../merkle.js';
import type { PlacedEntry, PlacedNode } from '../store/placedEntry.js';
import { storedLevels } from '../store/tree.js';
import type { Prepared } from './pending.js';

/** A batch in its place, the subtrees that it finishes, and the range that it makes. */
export interface Placed {
  readonly entries: PlacedEntry[];
  readonly nodes: PlacedNode[];
  readonly range: CompactRange;
}

/** Puts a batch behind what was committed. */
export function place(committed: CompactRange, batch: readonly Prepared[]): Placed {
  const nodes: PlacedNode[] = [];
  let range = committed;
  const entries = batch.map(({ encoded, tokens }) => {
    const index = range.size;
    const leafHash = Buffer.from(encoded.leafHash, 'hex');
    range = appendLeaf(range, leafHash, (level, at, hash) => {
      if (storedLevels.includes(level)) nodes.push({ level, index: at, hash });
    });
    return { index, leafHash, encoded, tokens };
  });
  return { entries, nodes, range };
}
