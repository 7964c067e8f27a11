import type { RecordDescription } from '../../../schema/records/description/record.js';
import { records as described } from '../../../schema/records/index.js';

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.values<RecordDescription>(described).map(({ type, idPrefix }) => [type, idPrefix]),
);

const types: ReadonlyMap<string, string> = new Map([...prefixes].map(([type, prefix]) => [prefix, type]));

/** The record type of a public id, by its form, whether or not there is such a record; null for any other text. */
export function typeOfId(id: string): string | null {
  return types.get(/^([a-z]+)_[a-z0-9]{8,64}$/.exec(id)?.[1] ?? '') ?? null;
}

/**
 * The one of the `records` types that a public id such as `consignment_7f...` belongs to; null for none. Ids of types
 * without a description begin with the type's name in lower case.
 */
export function recordTypeOf(records: readonly string[], id: string): string | null {
  const prefix = id.slice(0, id.indexOf('_'));
  return records.find((type) => (prefixes.get(type) ?? type.toLowerCase()) === prefix) ?? null;
}
