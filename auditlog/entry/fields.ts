/** Type of a member: with `?` it may be null, with `-` it may be absent. `count` is a safe integer, `strings` a list of texts. */
export type FieldType = 'string' | 'string?' | 'string-' | 'number' | 'count' | 'count-' | 'strings' | 'strings-';

/** Members that an object may have, each with its type. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** True where an object has these members, each of its type, and no other. */
export function areFields(value: Readonly<Record<string, unknown>>, types: FieldTypes): boolean {
  let found = 0;
  for (const [name, type] of Object.entries(types)) {
    const member = value[name];
    if (member === undefined) {
      if (!type.endsWith('-')) return false;
      continue;
    }
    found += 1;
    if (!isOf(member, type)) return false;
  }
  return found === Object.keys(value).length;
}

function isOf(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'string?':
      return value === null || typeof value === 'string';
    case 'number':
      return Number.isFinite(value);
    case 'count':
    case 'count-':
      return Number.isSafeInteger(value);
    case 'strings':
    case 'strings-':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    default:
      return typeof value === 'string';
  }
}
