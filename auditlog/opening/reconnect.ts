import { columnsOf } from '../entry/decode.js';
import type { EncodedEntry } from '../entry/encode.js';
import { bytesOf } from '../entry/tokens.js';
import { forked } from '../forked.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { LogQuery } from '../store/pool.js';
import { findFalseColumns, type StoredEntry, streamEntries } from '../store/rows.js';
import { readRange, readSize } from '../store/tree.js';
import { assertRoot, orFork, recomputeRange } from './range.js';

/**
 * Checks that a log is what its running writer committed, alone or with the writer's own batch of unknown outcome, byte for byte.
 * Nothing else can be right, because nobody else writes this log.
 *
 * @param at.range what was committed, from memory
 * @param at.uncertain the batch, placed after it; may be empty
 * @param at.grown the range with the batch
 * @returns true if the whole batch was committed
 * @throws PortcullisError AUDIT_FORKED
 */
export async function checkReconnect(
  db: LogQuery,
  at: {
    readonly log: string;
    readonly range: CompactRange;
    readonly uncertain: readonly EncodedEntry[];
    readonly grown: CompactRange;
  },
): Promise<boolean> {
  const { log, range, uncertain, grown } = at;
  const committed = { log, size: range.size, root: rangeRoot(range) };
  return await orFork(db, { log, committed }, async () => {
    const size = await readSize(db, log);
    const isWritten = uncertain.length > 0 && size === grown.size;
    if (!isWritten && size !== range.size)
      throw forked(log, `${range.size} entries were committed and ${size} are there`);
    assertRoot(log, await recomputeRange(db, log, range.size), committed);
    if (isWritten) await compareOwn(db, log, uncertain);
    const head = isWritten ? grown : range;
    assertRoot(log, await readRange(db, log, head.size), { size: head.size, root: rangeRoot(head) });
    return isWritten;
  });
}

async function compareOwn(db: LogQuery, log: string, own: readonly EncodedEntry[]): Promise<void> {
  const [first] = own;
  if (!first) return;
  let next = 0;
  for await (const stored of streamEntries(db, { log, from: first.index, to: first.index + own.length })) {
    const entry = own[next];
    if (!entry || !isSame(log, entry, stored)) throw forked(log, `entry ${stored.index} is not the one that was sent`);
    next += 1;
  }
  if (next < own.length) throw forked(log, `entry ${first.index + next} is missing`);
}

function isSame(log: string, entry: EncodedEntry, stored: StoredEntry): boolean {
  const { index, bytes, leafHash, storedHeader, sealed, header, tokens } = entry;
  const columns = columnsOf(header, log);
  return (
    stored.index === index &&
    Buffer.compare(stored.bytes, bytes) === 0 &&
    Buffer.compare(stored.leafHash, leafHash) === 0 &&
    stored.header !== null &&
    Buffer.compare(stored.header, storedHeader) === 0 &&
    Buffer.compare(stored.sealed, sealed.bytes) === 0 &&
    stored.tokens === bytesOf(tokens).toString('hex') &&
    findFalseColumns({ columns }, { ...stored.columns, log }).length === 0
  );
}
