import { type LockedEntry, lockedOf, readKeys } from '../../store/keyTree/entryKeys.js';
import type { LogQuery } from '../../store/pool.js';
import { type ActKind, readActs } from '../../store/verification.js';
import type { EntryHeader } from '../../types.js';
import { type BodyKeys, checkWhole } from '../checkEntry.js';

/** The place of an entry. */
export interface EntryAt {
  readonly log: string;
  readonly index: number;
  /** True where only a key-encryption key is missing. */
  readonly isClosed?: boolean;
}

/** An entry that says what happens to entries of a log. */
export interface Act {
  readonly by: EntryAt;
  readonly header: EntryHeader;
  /** False if it could not be opened, without the seal key. */
  readonly isOpened: boolean;
}

/**
 * Acts of a kind, in all logs of the database, whose request ids have a prefix. One counts if its bytes are whole and, with the
 * seal key, its body opens: nobody without that key can have written it. The others are `spoilt`.
 */
export async function findActs(
  db: LogQuery,
  kind: ActKind,
  prefix: string,
  keys: BodyKeys,
): Promise<{ readonly acts: readonly Act[]; readonly spoilt: readonly EntryAt[] }> {
  const acts: Act[] = [];
  const spoilt: EntryAt[] = [];
  const stored = await readActs(db, kind, prefix);
  for (const log of new Set(stored.map((each) => each.log))) {
    const entries = stored.flatMap(({ log: own, entry }) => (own === log ? entry : []));
    const locked = entries.map((entry) => lockedOf(entry));
    const find = await readKeys(keys, log, locked);
    for (const [i, entry] of entries.entries()) {
      const { faults, decoded, body } = checkWhole(entry, log, keys, find(locked[i] as LockedEntry));
      const by = { log, index: entry.index };
      if (body === 'UNKNOWN' && faults.length === 1) spoilt.push({ ...by, isClosed: true });
      else if (faults.length > 0 || !decoded || body === 'ABSENT' || body === 'FALSE') spoilt.push(by);
      else acts.push({ by, header: decoded.header, isOpened: body === 'OPENS' });
    }
  }
  return { acts, spoilt };
}

/** True if one act came before another. Across logs only time gives an order. */
export function isBefore(one: Act, other: Act): boolean {
  return one.by.log === other.by.log ? one.by.index < other.by.index : one.header.at < other.header.at;
}
