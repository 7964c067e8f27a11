import { forked } from '../forked.js';
import {
  appendSubtree,
  type CompactRange,
  consistencyRanges,
  emptyRange,
  inclusionRanges,
  type LeafRange,
  rangeRoot,
} from '../merkle.js';
import type { Hash } from '../proofs/treeHashes.js';
import type { LogQuery } from './pool.js';

/** Levels whose completed subtrees are stored: one row for 256 entries, and few above. */
export const storedLevels: readonly number[] = [8, 16, 24];

/** Number of entries in a log: its highest index plus one. */
export async function readSize(db: LogQuery, log: string): Promise<number> {
  const { rows } = await db.query({
    name: 'portcullis_audit_size',
    text: 'select coalesce(max(index) + 1, 0)::text as size from audit.entry where log = $1',
    values: [log],
  });
  return Number(rows[0]?.size);
}

/** Compact range over the first `size` entries of a log. One statement, O(log n) rows beyond the last 256. */
export async function readRange(db: LogQuery, log: string, size: number): Promise<CompactRange> {
  const [range = emptyRange] = await readRanges(db, log, size === 0 ? [] : [{ start: 0, end: size }]);
  return range;
}

/** Inclusion proofs of entries in the tree of the first `size` entries, and its root. One statement for all of them. */
export async function readInclusionProofs(
  db: LogQuery,
  at: { readonly log: string; readonly indices: readonly number[]; readonly size: number },
): Promise<{ readonly root: Hash; readonly proofs: ReadonlyMap<number, readonly Hash[]> }> {
  const wanted = at.indices.map((index) => ({ index, ranges: inclusionRanges(index, at.size) }));
  const whole = at.size === 0 ? [] : [{ start: 0, end: at.size }];
  const read = await readRanges(db, at.log, [...whole, ...wanted.flatMap(({ ranges }) => ranges)]);
  const root = rangeRoot(whole.length > 0 ? (read.shift() ?? emptyRange) : emptyRange);
  const proofs = new Map(wanted.map(({ index, ranges }) => [index, read.splice(0, ranges.length).map(rangeRoot)]));
  return { root, proofs };
}

/** Proof that the log at size `first` is a prefix of the log at size `second`. One statement. */
export async function readConsistencyProof(
  db: LogQuery,
  at: { readonly log: string; readonly first: number; readonly second: number },
): Promise<readonly Hash[]> {
  return (await readRanges(db, at.log, consistencyRanges(at.first, at.second))).map(rangeRoot);
}

/**
 * Stored hashes of one level, concatenated; null if the level is not stored, or some of them are missing.
 *
 * @param at.from index of the first on its level
 */
export async function readHashes(
  db: LogQuery,
  at: { readonly log: string; readonly level: number; readonly from: number; readonly count: number },
): Promise<Buffer | null> {
  const { log, level, from, count } = at;
  if (level > 0 && !storedLevels.includes(level)) return null;
  const table =
    level === 0
      ? 'select leaf_hash as hash from audit.entry where'
      : `select hash from audit.node where level = ${level} and`;
  const { rows } = await db.query({
    text: `${table} log = $1 and index >= $2 and index < $3 order by index`,
    values: [log, from, from + count],
  });
  return rows.length === count ? Buffer.concat(rows.map((row) => row.hash as Buffer)) : null;
}

/** Nodes of one level, `from` (inclusive) to `to` (exclusive). */
interface NodeRange {
  readonly place: number;
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Compact ranges over leaf ranges of a log, each of which is a subtree of RFC 9162.
 *
 * @throws PortcullisError AUDIT_FORKED if an entry or a node is missing
 */
async function readRanges(db: LogQuery, log: string, ranges: readonly LeafRange[]): Promise<CompactRange[]> {
  const nodeRanges = ranges.flatMap(nodeRangesOf);
  const { rows } = await db.query({
    name: 'portcullis_audit_nodes',
    text: `select q.place, q.level, n.index::text as index, n.hash
      from unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[]) q(place, level, start, stop)
      join audit.node n on n.log = $1 and n.level = q.level and n.index >= q.start and n.index < q.stop
      union all
      select q.place, q.level, e.index::text, e.leaf_hash
      from unnest($2::int[], $3::int[], $4::bigint[], $5::bigint[]) q(place, level, start, stop)
      join audit.entry e on q.level = 0 and e.log = $1 and e.index >= q.start and e.index < q.stop`,
    values: [
      log,
      nodeRanges.map((nodeRange) => nodeRange.place),
      nodeRanges.map((nodeRange) => nodeRange.level),
      ...bounds(nodeRanges),
    ],
  });
  const hashes = new Map(rows.map((row) => [`${row.place}/${row.level}/${row.index}`, row.hash as Buffer]));
  return ranges.map((_range, place) => {
    let range = emptyRange;
    for (const nodeRange of nodeRanges) {
      if (nodeRange.place !== place) continue;
      for (let index = nodeRange.from; index < nodeRange.to; index += 1) {
        const hash = hashes.get(`${place}/${nodeRange.level}/${index}`);
        if (!hash) throw forked(log, `it has a gap: subtree ${index} of level ${nodeRange.level} is missing`);
        range = appendSubtree(range, { level: nodeRange.level, hash });
      }
    }
    return range;
  });
}

/**
 * A leaf range as ranges of stored nodes, left to right. A leaf range starts at a multiple of its width rounded up to a power of
 * two, so levels only fall.
 */
function nodeRangesOf(range: LeafRange, place: number): NodeRange[] {
  const nodeRanges: NodeRange[] = [];
  let start = range.start;
  for (const level of [...storedLevels].reverse().concat(0)) {
    const width = 2 ** level;
    const to = Math.floor(range.end / width);
    if (start % width === 0 && start / width < to) {
      nodeRanges.push({ place, level, from: start / width, to });
      start = to * width;
    }
  }
  return nodeRanges;
}

function bounds(nodeRanges: readonly NodeRange[]): [number[], number[]] {
  return [nodeRanges.map((nodeRange) => nodeRange.from), nodeRanges.map((nodeRange) => nodeRange.to)];
}
