/** Type of a member: `?` allows null, `-` allows absence. `count` is a safe integer, `strings` a list of texts. */
export type FieldType = 'string' | 'string?' | 'string-' | 'number' | 'count' | 'count-' | 'strings' | 'strings-';

/** The members of an object, with their types. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** Makes a check that an object has these members, each of its type, and no others. */
export function fieldCheck(types: FieldTypes): (value: Readonly<Record<string, unknown>>) => boolean {
  // Prepared once: every entry's header is checked.
  const fields = Object.entries(types).map(([name, type]) => ({ name, type, isOptional: type.endsWith('-') }));
  return (value) => {
    let found = 0;
    for (const { name, type, isOptional } of fields) {
      const member = value[name];
      // Undefined counts as absent: JSON omits it.
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
