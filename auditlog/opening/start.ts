import { decodeEntry } from '../entry/decode.js';
import { forked } from '../forked.js';
import type { Head } from '../heads.js';
import { type AuditKeys, bodyOpeners } from '../keys.js';
import { entriesClosed } from '../keyTree/closed.js';
import { type CompactRange, emptyRange, rangeRoot } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import type { Hash } from '../proofs/treeHashes.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import { checkpointPublicKeys } from '../signing/keys.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { openStored } from '../store/keyTree/openStored.js';
import type { LogQuery } from '../store/pool.js';
import { streamEntries } from '../store/rows.js';
import { readRange, readSize } from '../store/tree.js';
import { assertRoot, growRange, orFork, recomputeRange } from './range.js';

/** What a writer found when it opened a log. */
export interface Found {
  readonly size: number;
  readonly root: Hash;
  /** The newest signed head. */
  readonly checkpoint: { readonly size: number; readonly at: string } | null;
  /** Entries without a checkpoint: how many, and the time of the first; null if there are none. */
  readonly waiting: { readonly count: number; readonly since: string | null } | null;
  /** Entries beyond the committed head: a writer ended between a commit and its head file. */
  readonly ahead: number;
  /** When the last entry was placed; null if there is none. */
  readonly lastAt: string | null;
}

/** A log that may be continued. */
export interface Start {
  readonly range: CompactRange;
  readonly found: Found;
}

/**
 * Checks, before anything is appended, that a log extends the head that was committed last: the tree has that root at its size,
 * and every entry beyond hashes to its leaf and opens under the writer's keys. A log without a committed head must be untouched.
 *
 * @param at.isWhole hashes every entry from its bytes, not only the last ones
 * @throws PortcullisError AUDIT_FORKED; AUDIT_UNAVAILABLE where a key-encryption key is missing
 */
export async function checkStart(
  db: LogQuery,
  at: { readonly log: string; readonly committed: Head | null; readonly keys: AuditKeys; readonly isWhole?: boolean },
): Promise<Start> {
  const { log, committed, keys } = at;
  return await orFork(db, { log, committed }, async () => {
    const size = await readSize(db, log);
    if (!committed && (size > 0 || !(await isUntouched(db, log)))) throw withoutHead(log);
    const head = committed ?? { size: 0, root: rangeRoot(emptyRange) };
    if (size < head.size) throw forked(log, `${head.size} entries were committed and only ${size} are there`);
    const known = await recomputeRange(db, log, head.size, at.isWhole ? head.size : undefined);
    assertRoot(log, known, head);
    const range = size > head.size ? await checkBeyond(db, { log, known, size, keys }) : known;
    assertRoot(log, await readRange(db, log, size), { size, root: rangeRoot(range) });
    const checkpoint = await checkNewestCheckpoint(db, log, size, keys);
    const waiting = await readWaiting(db, log, { from: checkpoint?.size ?? 0, size });
    const lastAt = await readLastAt(db, log, size);
    return { range, found: { size, root: rangeRoot(range), checkpoint, waiting, ahead: size - head.size, lastAt } };
  });
}

/** Anybody may have written a log without a head. */
function withoutHead(log: string): Error {
  return forked(
    log,
    'it has entries, or had, and no head file says how far it was committed. After an upgrade or a move, give --heads the ' +
      'folder that was used before. If it is lost, take a checkpoint that was kept outside of the ' +
      'database (a witness, an auditor, a backup of the notes), or, to believe the database as it stands, its own: ' +
      'portcullis audit export --checkpoints > notes.txt; then: portcullis audit adopt --checkpoint notes.txt',
  );
}

/** True if nothing shows that this log ever had an entry. */
async function isUntouched(db: LogQuery, log: string): Promise<boolean> {
  const { rows } = await db.query({
    text: `select exists (select 1 from audit.checkpoint where log = $1) or exists (select 1 from audit.node where log = $1)
      or exists (select 1 from audit.lease where log = $1 and size > 0) as touched`,
    values: [log],
  });
  return rows[0]?.touched === false;
}

/** The range over all entries; those beyond the known ones are opened. */
async function checkBeyond(
  db: LogQuery,
  at: { readonly log: string; readonly known: CompactRange; readonly size: number; readonly keys: AuditKeys },
): Promise<CompactRange> {
  const { log, known, size } = at;
  const openers = bodyOpeners(at.keys);
  return await growRange(db, { log, range: known, to: size }, async (entries) => {
    // A body is bound to its place: no copy of another entry opens here.
    for (const { stored, opened, key } of await openStored(openers, log, entries)) {
      if (key === 'UNKNOWN') throw entriesClosed(log);
      if (!opened)
        throw forked(log, `entry ${stored.index} was not committed by its writer: it does not open under its keys`);
    }
  });
}

/** Time of the last entry, from its stored bytes, which were compared with the head. */
async function readLastAt(db: LogQuery, log: string, size: number): Promise<string | null> {
  for await (const entry of streamEntries(db, { log, from: size - 1, to: size }))
    return decodeEntry(entry)?.header.at ?? null;
  return null;
}

/** The newest signed head, verified; null if there is none. */
async function checkNewestCheckpoint(
  db: LogQuery,
  log: string,
  size: number,
  keys: AuditKeys,
): Promise<Found['checkpoint']> {
  const newest = await findNewestCheckpoint(db, log);
  if (!newest) return null;
  const checkpoint = openOwnCheckpoint(newest.note, log, checkpointPublicKeys(keys));
  if (!checkpoint || checkpoint.size !== newest.size)
    throw forked(log, 'its newest checkpoint is not signed by the checkpoint key');
  if (checkpoint.size > size) throw forked(log, `${checkpoint.size} entries were signed and only ${size} are there`);
  if (!sameBytes(rangeRoot(await readRange(db, log, checkpoint.size)), checkpoint.root))
    throw forked(log, `it does not fit its checkpoint of ${checkpoint.size} entries`);
  return { size: newest.size, at: newest.at };
}

async function readWaiting(
  db: LogQuery,
  log: string,
  { from, size }: { readonly from: number; readonly size: number },
): Promise<Found['waiting']> {
  if (from >= size) return null;
  const { rows } = await db.query({
    text: 'select at from audit.entry where log = $1 and index = $2',
    values: [log, from],
  });
  const at = rows[0]?.at;
  return { count: size - from, since: at instanceof Date ? at.toISOString() : null };
}
