import { createHash } from 'node:crypto';
import { decodeEntry, isHeaderless } from '../entry/decode.js';
import { type FoundHead, faultOf, forked, isForked } from '../forked.js';
import type { Head } from '../heads.js';
import { appendLeaf, type CompactRange, leafHash, rangeRoot } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import { readLeaf } from '../proofs/leaf.js';
import type { LogQuery } from '../store/pool.js';
import { type StoredEntry, streamEntries, streamPages } from '../store/rows.js';
import { readRange, readSize } from '../store/tree.js';

/** How many of the last entries a writer hashes anew when it checks its log. `audit verify` hashes all. */
const tailLength = 512;
/** Subtrees of this many entries are stored. */
const block = 256;
/** Entries in one statement. Bodies may be large, and it has to be answered in time. */
const pageSize = 64;

/**
 * The compact range over the first `to` entries: the last ones (512 to 768) hashed from their bytes, those before from the
 * stored subtrees. Its root says whether they are right: see `assertRoot`.
 *
 * @throws PortcullisError AUDIT_FORKED if an entry is missing or was changed
 */
export async function recomputeRange(
  db: LogQuery,
  log: string,
  to: number,
  tail: number = tailLength,
): Promise<CompactRange> {
  const from = Math.floor(Math.max(0, to - tail) / block) * block;
  return await growRange(db, { log, range: await readRange(db, log, from), to });
}

/**
 * A range grown by the entries that follow it; each is hashed from its bytes, and its sealed body compared with the leaf.
 *
 * @param look called with each page of entries once they are known to be whole
 * @throws PortcullisError AUDIT_FORKED if an entry is missing or was changed
 */
export async function growRange(
  db: LogQuery,
  at: { readonly log: string; readonly range: CompactRange; readonly to: number },
  look?: (entries: readonly StoredEntry[]) => Promise<void>,
): Promise<CompactRange> {
  const { log, to } = at;
  let { range } = at;
  for await (const page of streamPages(db, { log, from: range.size, to, pageSize })) {
    for (const entry of page) {
      const isWhole = entry.index === range.size && isWholeEntry(log, entry);
      if (!isWhole) throw forked(log, `entry ${range.size} is missing or was changed`);
      range = appendLeaf(range, entry.leafHash);
    }
    await look?.(page);
  }
  if (range.size < to) throw forked(log, `entry ${range.size} is missing or was changed`);
  return range;
}

/** Checks that a range has the size and root of a head. @throws PortcullisError AUDIT_FORKED */
export function assertRoot(log: string, range: CompactRange, head: Pick<Head, 'size' | 'root'>): void {
  if (range.size === head.size && sameBytes(rangeRoot(range), head.root)) return;
  throw forked(log, `its first ${head.size} entries are not those that were committed`);
}

/** Runs a check; a fork that it finds is reported with both heads. */
export async function orFork<T>(
  db: LogQuery,
  at: { readonly log: string; readonly committed: Head | null },
  check: () => Promise<T>,
): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!isForked(error)) throw error;
    throw forked(at.log, faultOf(error), { committed: at.committed, found: await readFoundHead(db, at.log) });
  }
}

/** The head as found, the last entries hashed from their bytes; without a root if they have a gap. */
export async function readFoundHead(db: LogQuery, log: string): Promise<FoundHead> {
  const size = await readSize(db, log);
  const from = Math.floor(Math.max(0, size - tailLength) / block) * block;
  try {
    let range = await readRange(db, log, from);
    for await (const entry of streamEntries(db, { log, from, to: size, pageSize }))
      range = appendLeaf(range, leafHash(entry.bytes));
    return { size, root: range.size === size ? rangeRoot(range) : null };
  } catch (error) {
    if (!isForked(error)) throw error;
    return { size, root: null };
  }
}

function isWholeEntry(log: string, entry: StoredEntry): boolean {
  if (!sameBytes(leafHash(entry.bytes), entry.leafHash)) return false;
  if (isHeaderless(entry)) {
    // It expired, or an act is missing, which the writer's own verification finds.
    const leaf = readLeaf(entry.bytes);
    return leaf?.log === log && leaf.index === entry.index;
  }
  const decoded = decodeEntry(entry);
  if (decoded?.log !== log || decoded.index !== entry.index) return false;
  return sameBytes(createHash('sha256').update(entry.sealed).digest(), decoded.commitment.body);
}
