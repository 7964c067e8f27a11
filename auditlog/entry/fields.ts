/** Type of a member: with `?` it may be null, with `-` it may be absent. `count` is a safe integer, `strings` a list of texts. */
export type FieldType = 'string' | 'string?' | 'string-' | 'number' | 'count' | 'count-' | 'strings' | 'strings-';

/** Members that an object may have, each with its type. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** True where an object has these members, each of its type, and no other. */
export function fieldCheck(types: FieldTypes): (value: Readonly<Record<string, unknown>>) => boolean {
  // Why made once: a header is looked at for every entry.
  const fields = Object.entries(types).map(([name, type]) => ({ name, type, isOptional: type.endsWith('-') }));
  return (value) => {
    let found = 0;
    for (const { name, type, isOptional } of fields) {
      const member = value[name];
      // What is undefined has no place in the text.
      if (member === undefined ? !isOptional : !isOf(member, type)) return false;
      if (member !== undefined || Object.hasOwn(value, name)) found += 1;
    }
    return found === Object.keys(value).length;
  };
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
