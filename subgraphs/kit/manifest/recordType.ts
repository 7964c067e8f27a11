import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records as described } from '../../../schema/records/index.js';

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.values<RecordDescription>(described).map(({ type, idPrefix }) => [type, idPrefix]),
);

const types: ReadonlyMap<string, string> = new Map([...prefixes].map(([type, prefix]) => [prefix, type]));

/** The record type that a public id is of by its form, whether or not there is such a record; null for any other text. */
export function typeOfId(id: string): string | null {
  return types.get(/^([a-z]+)_[a-z0-9]{8,64}$/.exec(id)?.[1] ?? '') ?? null;
}

/**
 * The record type among `records` that a public id such as `consignment_7f...` belongs to; null where none. Ids of types
 * that are not described begin with their name in lower case.
 */
export function recordTypeOf(records: readonly string[], id: string): string | null {
  const prefix = id.slice(0, id.indexOf('_'));
  return records.find((type) => (prefixes.get(type) ?? type.toLowerCase()) === prefix) ?? null;
}
