import { decodeEntry, isInPlace, openBody } from '../entry/decode.js';
import { forked } from '../forked.js';
import { leafHash } from '../merkle.js';
import type { LogQuery } from '../store/pool.js';
import { type StoredEntry, streamEntries } from '../store/rows.js';
import { sameHash } from '../verifyProof.js';

/** Who was named in some entries. */
export interface Subjects {
  /** Public ids, each once. */
  readonly ids: ReadonlySet<string>;
  /** Entries that nobody opens any more: whom they named is not known. */
  readonly erased: number;
}

/**
 * Reads whom entries from `start` (inclusive) to `end` (exclusive) named, out of their bodies: each must be the one that its leaf
 * commits to, and have the tokens that it commits to.
 *
 * @param seal key-encryption keys of the bodies
 * @throws PortcullisError AUDIT_FORKED for an entry that is not what its leaf says
 */
export async function readSubjects(
  db: LogQuery,
  at: { readonly log: string; readonly start: number; readonly end: number },
  seal: readonly Uint8Array[],
): Promise<Subjects> {
  const ids = new Set<string>();
  let erased = 0;
  let next = at.start;
  for await (const stored of streamEntries(db, { log: at.log, from: at.start, to: at.end })) {
    if (stored.index !== next) throw forked(at.log, `entry ${next} is missing`);
    next += 1;
    const named = readNamed(at.log, stored, seal);
    if (named === null) erased += 1;
    for (const id of named ?? []) ids.add(id);
  }
  if (next !== at.end) throw forked(at.log, `entry ${next} is missing`);
  return { ids, erased };
}

/** Ids that an entry names; null where its key is gone. */
function readNamed(log: string, stored: StoredEntry, seal: readonly Uint8Array[]): readonly string[] | null {
  const decoded = decodeEntry(stored);
  const isWhole = decoded && isInPlace(decoded, stored) && sameHash(leafHash(stored.bytes), stored.leafHash);
  if (!isWhole) throw forked(log, `entry ${stored.index} is not what its leaf says`);
  if (stored.wrappedKey === null) return null;
  const opened = openBody({ decoded, sealed: stored.sealed, wrappedKey: stored.wrappedKey }, seal);
  if (!opened?.hasTokens(Buffer.from(stored.tokens, 'hex')))
    throw forked(log, `the body of entry ${stored.index} is not the one that its leaf commits to`);
  return opened.body.disclosed.flatMap(({ ids }) => ids);
}
