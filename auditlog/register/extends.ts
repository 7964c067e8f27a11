import { forked } from '../forked.js';
import type { Head } from '../heads.js';
import { assertRoot } from '../opening/range.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';
import { readRange, readSize } from '../store/tree.js';

/** Checks that a log extends a head. @throws PortcullisError AUDIT_FORKED */
export async function assertExtends(db: LogQuery, head: Head): Promise<void> {
  const { log, size } = head;
  const found = await readSize(db, log);
  if (found < size) throw forked(log, `it had ${size} entries, and only ${found} are there`);
  assertRoot(log, await readRange(db, log, size), head);
}

/** The newest signed head of a log, verified; null if there is none. @throws PortcullisError AUDIT_FORKED */
export async function readSignedHead(
  db: LogQuery,
  log: string,
  publicKeys: readonly Uint8Array[],
): Promise<Head | null> {
  const newest = await findNewestCheckpoint(db, log);
  if (!newest) return null;
  const opened = openOwnCheckpoint(newest.note, log, publicKeys);
  if (opened?.size !== newest.size) throw forked(log, 'its newest checkpoint is not signed by the checkpoint key');
  return { log, size: opened.size, root: opened.root };
}
