import { nodeRecords } from '../../schema/records/index.js';

/** The record type that each prefix of a public id stands for. */
const typeOfPrefix = new Map(nodeRecords.map(({ idPrefix, type }) => [idPrefix, type]));

/**
 * Record type of a public id, by its prefix alone: nothing is looked up, so nothing can be learnt here about whether
 * the record exists. Null for a text that no source would have given out.
 */
export function nodeTypeOf(id: string): string | null {
  const prefix = /^([a-z]+)_[a-z0-9]{8,64}$/.exec(id)?.[1];
  return prefix ? (typeOfPrefix.get(prefix) ?? null) : null;
}
