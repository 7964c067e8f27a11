/** What a value must be, where it is stated at all: null and absent are the same. */
export type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  /** Names to texts, numbers, truth values and lists of texts. */
  | 'properties'
  | CodesShape
  | ListShape
  | ObjectShape;

/** One of a closed list of codes. */
export interface CodesShape {
  readonly codes: readonly (string | number)[];
}

/** A JSON array, every item of one shape. */
export interface ListShape {
  readonly list: Shape;
}

/** A JSON object that has these members and no others. */
export interface ObjectShape {
  readonly fields: Readonly<Record<string, Shape>>;
  /** Fields that must be stated. */
  readonly required: readonly string[];
}

/** Characters of a field's name that are told of. */
const longestName = 60;

/** Path of the first part of a value that has not its shape, e.g. `goodsItems[3].hs6`; null where all have. */
export function findMisshapen(value: unknown, shape: Shape, path = ''): string | null {
  if (value === null || value === undefined) return null;
  if (typeof shape === 'string') return isPlain(value, shape) ? null : path;
  if ('codes' in shape) return shape.codes.includes(value as string | number) ? null : path;
  if ('list' in shape) {
    if (!Array.isArray(value)) return path;
    for (const [index, one] of value.entries()) {
      const at = `${path}[${index + 1}]`;
      // Why: a list of nothings is no list, and stores rely on its elements.
      const wrong = one === null ? at : findMisshapen(one, shape.list, at);
      if (wrong !== null) return wrong;
    }
    return null;
  }
  return findInObject(value, shape, path);
}

function findInObject(value: unknown, { fields, required }: ObjectShape, path: string): string | null {
  if (typeof value !== 'object' || Array.isArray(value)) return path;
  const stated = value as Readonly<Record<string, unknown>>;
  // Why cut: a name that is none of ours may be anything.
  const at = (name: string): string => `${path === '' ? '' : `${path}.`}${name.slice(0, longestName)}`;
  for (const name of required) if (stated[name] === null || stated[name] === undefined) return at(name);
  for (const [name, one] of Object.entries(stated)) {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape === undefined) return at(name);
    const wrong = findMisshapen(one, shape, at(name));
    if (wrong !== null) return wrong;
  }
  return null;
}

function isPlain(value: unknown, shape: 'text' | 'number' | 'boolean' | 'properties'): boolean {
  if (shape === 'text') return typeof value === 'string';
  if (shape !== 'properties') return typeof value === shape;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) =>
    Array.isArray(one)
      ? one.every((word) => typeof word === 'string')
      : ['string', 'number', 'boolean'].includes(typeof one),
  );
}
