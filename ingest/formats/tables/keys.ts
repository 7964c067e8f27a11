import { hash } from 'node:crypto';
import { createKeyCounter } from '../../spill/keyCounter.js';
import type { Tally } from '../../spill/occurrences.js';

/**
 * Makes keys for the records of a table that has none: a hash of what identifies a record, with a counter where that is
 * the same. The same table always gives the same keys, and a corrected figure keeps its key.
 *
 * @remarks Records with the same identity are counted in file order: in another order they exchange their figures, and
 *   none is lost or doubled.
 */
export function createKeys(tally: Tally): (identity: readonly (string | null)[]) => string {
  const toKey = createKeyCounter(tally);
  return (identity) => toKey(hash('sha256', JSON.stringify(identity), 'base64url').slice(0, 24));
}

/** Normalises a text for a key: a later edition may change case, spaces and footnote marks. */
export function toKeyText(text: string | null): string | null {
  return text === null ? null : text.replace(/\*+/g, '').replace(/\s+/g, ' ').trim().toUpperCase();
}
