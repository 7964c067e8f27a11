import { hash } from 'node:crypto';
import { createKeyCounter } from '../../spill/keyCounter.js';

/**
 * Makes keys of the records of a table that has none: a hash of what identifies a record, with a counter for those that
 * nothing tells apart. The same table gives the same keys each time, and a figure that is corrected keeps its key.
 *
 * @remarks Where several records share what identifies them, they have their keys by order: put in another order, they
 *   exchange their figures, and none is lost or doubled.
 */
export function createKeys(): (identity: readonly (string | null)[]) => string {
  const toKey = createKeyCounter();
  return (identity) => toKey(hash('sha256', JSON.stringify(identity), 'base64url').slice(0, 24));
}

/** A text as it counts in a key: another edition's case, spaces and footnote marks make no other record. */
export function toKeyText(text: string | null): string | null {
  return text === null ? null : text.replace(/\*+/g, '').replace(/\s+/g, ' ').trim().toUpperCase();
}
