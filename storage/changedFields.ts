/**
 * Names of the fields in which two versions of a record differ, in alphabetical order; of a version that said nothing, all
 * that the other says. Which of the two came first makes no difference.
 */
export function changedFields(one: object | null, other: object | null): string[] {
  const [said, says] = [one ?? {}, other ?? {}] as Readonly<Record<string, unknown>>[];
  const names = new Set([...Object.keys(said ?? {}), ...Object.keys(says ?? {})]);
  return [...names].filter((name) => JSON.stringify(said?.[name]) !== JSON.stringify(says?.[name])).sort();
}
