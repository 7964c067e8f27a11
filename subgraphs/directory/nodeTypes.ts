// SPDX-License-Identifier: Apache-2.0
import { records } from '../../schema/records/index.js';
import type { RecordDescription } from '../../schema/records/record.js';

/** The record type that each prefix of a public id stands for: links and codes have ids, and are no nodes. */
const typeOfPrefix = new Map(
  Object.values<RecordDescription>(records)
    .filter(({ links, source }) => links === undefined && source !== 'directory')
    .map(({ idPrefix, type }) => [idPrefix, type]),
);

/**
 * Record type of a public id, by its prefix alone: nothing is looked up, so nothing can be learnt here about whether
 * the record exists. Null for a text that no source would have given out.
 */
export function nodeTypeOf(id: string): string | null {
  const prefix = /^([a-z]+)_[a-z0-9]{8,64}$/.exec(id)?.[1];
  return prefix ? (typeOfPrefix.get(prefix) ?? null) : null;
}
