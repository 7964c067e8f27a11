/** Marks of change in UNECE's code lists (Recommendation 20, part 2; UN/LOCODE manual, part 2). */
const changes: Readonly<Record<string, string>> = {
  '+': 'ADDED',
  '#': 'NAME_CHANGED',
  '|': 'CHANGED',
  '¦': 'CHANGED',
  X: 'DELETED',
  D: 'DEPRECATED',
  '=': 'REFERENCE',
  '!': 'RETAINED',
};

/** A mark of change in words; an unknown mark as it is, null for null. */
export function toChange(mark: string | null): string | null {
  return mark === null ? null : (changes[mark.toUpperCase()] ?? mark);
}
