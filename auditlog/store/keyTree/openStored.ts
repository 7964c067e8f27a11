import { type DecodedEntry, decodeEntry, type OpenedBody, openBody } from '../../entry/decode.js';
import type { StoredEntry } from '../rows.js';
import { type BodyOpeners, type FoundKey, type LockedEntry, lockedOf, readKeys } from './entryKeys.js';

/** A stored entry, decoded and opened. */
export interface OpenedEntry {
  readonly stored: StoredEntry;
  /** Null if the stored bytes are no entry. */
  readonly decoded: DecodedEntry | null;
  readonly key: FoundKey['state'];
  /** Null if the body does not open. */
  readonly opened: OpenedBody | null;
}

/** Opens the bodies of some entries of a log. Their keys are read by one statement, and only with a key-encryption key. */
export async function openStored(
  openers: BodyOpeners,
  log: string,
  entries: readonly StoredEntry[],
): Promise<readonly OpenedEntry[]> {
  const decoded = entries.map(decodeEntry);
  const locked = entries.map((stored, i) => lockedOf(stored, decoded[i] ?? null));
  const keys = openers.seal().length > 0 ? await readKeys(openers, log, locked) : null;
  return entries.map((stored, i) => {
    const entry = decoded[i] ?? null;
    const key: FoundKey = keys?.(locked[i] as LockedEntry) ?? { state: 'CLOSED' };
    const opened = entry && key.state === 'KNOWN' ? openBody({ decoded: entry, sealed: stored.sealed }, key.key) : null;
    return { stored, decoded: entry, key: key.state, opened };
  });
}
