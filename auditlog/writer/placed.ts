import type { EncodedEntry, EntryEncoder } from '../entry/encode.js';
import { appendLeaf, type CompactRange } from '../merkle.js';
import type { PlacedNode } from '../store/appending/placedEntry.js';
import { storedLevels } from '../store/tree.js';
import type { Pending } from './pending.js';

/** A batch in its place, the subtrees that it completes, and the range that results. */
export interface Placed {
  readonly entries: readonly EncodedEntry[];
  readonly nodes: readonly PlacedNode[];
  readonly range: CompactRange;
}

/** Places a batch after what was committed, each entry encoded anew. */
export function place(
  committed: CompactRange,
  batch: readonly Pick<Pending, 'prepared' | 'placed'>[],
  encoder: EntryEncoder,
  at: string,
): Placed {
  const entries = batch.map((pending, i) => {
    const entry = encoder.place(pending.prepared, committed.size + i, at);
    pending.placed = entry;
    return entry;
  });
  return grow(committed, entries);
}

/** A batch placed after what was committed, as it was sent. */
export function grow(committed: CompactRange, entries: readonly EncodedEntry[]): Placed {
  const nodes: PlacedNode[] = [];
  let range = committed;
  for (const { leafHash } of entries) {
    range = appendLeaf(range, leafHash, (level, index, hash) => {
      if (storedLevels.includes(level)) nodes.push({ level, index, hash });
    });
  }
  return { entries, nodes, range };
}
