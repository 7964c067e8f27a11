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
 * Verifies the last entries of a log under its writer's head: each entry as `verifyLog` does, and that together with the stored
 * subtrees before them they make that head.
 *
 * @param tail.length entries at least; up to 255 more, so that those before them are whole subtrees
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

/** The stored range over the first `size` entries; null if something of it is missing. */
export async function readStart(db: LogQuery, log: string, size: number): Promise<CompactRange | null> {
  try {
    return await readRange(db, log, size);
  } catch (error) {
    // Of ours: something is missing, or a forged hash has a wrong length. All else is the driver's.
    if (error instanceof PortcullisError) return null;
    throw error;
  }
}
