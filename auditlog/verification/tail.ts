import { PortcullisError } from '../../schema/errors.js';
import type { AuditKeys } from '../keys.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { LogQuery } from '../store/pool.js';
import { readRange } from '../store/tree.js';
import { explainMissed } from './acts/erasures.js';
import { bodyKeys } from './checkEntry.js';
import { type Fault, Faults } from './faults.js';
import { LogReading } from './logReading.js';
import { checkPages, type Pace } from './pages/checkPages.js';
import { blockAt } from './tree.js';

/**
 * Verifies the last entries of a log under a head that its writer holds: each as `verifyLog` does, and that with what the
 * database keeps of those before them they are the log under that head.
 *
 * @param tail.length entries at least; up to 255 more, so that what stands before them is whole subtrees
 */
export async function verifyTail(
  db: LogQuery,
  tail: {
    readonly log: string;
    readonly head: CompactRange;
    readonly keys: AuditKeys;
    readonly length: number;
    readonly pace: Pace;
  },
): Promise<readonly Fault[]> {
  const { log, head, length, pace } = tail;
  const keys = bodyKeys(tail.keys);
  const faults = new Faults();
  const from = blockAt(Math.max(0, head.size - length));
  const start = await readStart(db, log, from);
  if (!start) faults.add(from - 1, 'a stored subtree over it or entries before it is missing');
  const known = { size: head.size, root: rangeRoot(head), name: 'the head of its writer', by: 'TRUST' as const };
  const reading = new LogReading(db, {
    log,
    ...(start ? { start } : {}),
    size: head.size,
    heads: start ? [known] : [],
    checkpoints: [],
    now: 0,
    faults,
  });
  if (start) await reading.read(checkPages(db, keys, pace), 50, pace);
  await explainMissed(db, log, reading, keys, faults);
  return faults.list();
}

/** What the database keeps of the entries before `size`; null where it does not keep all of it. */
export async function readStart(db: LogQuery, log: string, size: number): Promise<CompactRange | null> {
  try {
    return await readRange(db, log, size);
  } catch (error) {
    // Errors of the driver are others: of ours there is one, that something is missing.
    if (error instanceof PortcullisError) return null;
    throw error;
  }
}
