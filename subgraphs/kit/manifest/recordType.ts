/** Prefixes of public ids that are not their type's name in lower case. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['JointOperation', 'operation'],
  ['SeizureStatistic', 'statistic'],
]);

/** The record type among `records` that a public id such as `consignment_7f...` belongs to; null where none. */
export function recordTypeOf(records: readonly string[], id: string): string | null {
  const prefix = id.slice(0, id.indexOf('_'));
  return records.find((type) => (prefixes.get(type) ?? type.toLowerCase()) === prefix) ?? null;
}
