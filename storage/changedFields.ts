/** Names of the fields in which two versions of a record differ, sorted; null is a version without fields. */
export function changedFields(one: object | null, other: object | null): string[] {
  const a: Readonly<Record<string, unknown>> = { ...one };
  const b: Readonly<Record<string, unknown>> = { ...other };
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name])).sort();
}
