import { toldIds } from '../disclosed.js';
import { isHeaderless } from '../entry/decode.js';
import { forked } from '../forked.js';
import { entriesClosed } from '../keyTree/closed.js';
import { leafHash } from '../merkle.js';
import { sameBytes } from '../proofs/bytes.js';
import type { BodyOpeners } from '../store/keyTree/entryKeys.js';
import { type OpenedEntry, openStored } from '../store/keyTree/openStored.js';
import type { LogQuery } from '../store/pool.js';
import { streamPages } from '../store/rows.js';

/** Who was named in some entries. */
export interface Subjects {
  /** Public ids, each once. */
  readonly ids: ReadonlySet<string>;
  /** Entries that were erased or have expired: whom they named is not known. */
  readonly erased: number;
}

/**
 * Reads whom entries from `start` (inclusive) to `end` (exclusive) named, from their bodies: each body and its tokens must be
 * those that the leaf commits to.
 *
 * @throws PortcullisError AUDIT_FORKED for an entry that is not what its leaf says
 */
export async function readSubjects(
  db: LogQuery,
  at: { readonly log: string; readonly start: number; readonly end: number },
  openers: BodyOpeners,
): Promise<Subjects> {
  const ids = new Set<string>();
  let erased = 0;
  let next = at.start;
  for await (const page of streamPages(db, { log: at.log, from: at.start, to: at.end })) {
    for (const entry of await openStored(openers, at.log, page)) {
      if (entry.stored.index !== next) throw forked(at.log, `entry ${next} is missing`);
      next += 1;
      const named = readNamed(at.log, entry);
      if (named === null) erased += 1;
      for (const id of named ?? []) ids.add(id);
    }
  }
  if (next !== at.end) throw forked(at.log, `entry ${next} is missing`);
  return { ids, erased };
}

/** Ids of all of whom an entry discloses something; null if its key is gone. */
function readNamed(log: string, { stored, decoded, key, opened }: OpenedEntry): readonly string[] | null {
  const isLeaf = sameBytes(leafHash(stored.bytes), stored.leafHash);
  if (isLeaf && isHeaderless(stored)) return null;
  const isWhole = decoded?.index === stored.index && isLeaf;
  if (!isWhole) throw forked(log, `entry ${stored.index} is not what its leaf says`);
  if (key === 'ABSENT') return null;
  if (key === 'UNKNOWN') throw entriesClosed(log);
  if (!opened?.hasTokens(Buffer.from(stored.tokens, 'hex')))
    throw forked(log, `the body of entry ${stored.index} is not the one that its leaf commits to`);
  return toldIds(opened.body.disclosed);
}
