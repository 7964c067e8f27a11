import { isObject } from '../../../schema/isObject.js';
import { ownValue, setOwn } from '../shape/ownValue.js';

/**
 * Merges what a source gave into what is there: objects field by field, lists of one length item by item; any other
 * value is replaced. `undefined` is no value.
 *
 * @param copies whether to copy parts of `source`, because it is merged elsewhere as well
 */
export function merge(
  target: Record<string, unknown>,
  source: Readonly<Record<string, unknown>>,
  copies = false,
): void {
  for (const key in source) {
    const value = source[key];
    if (value === undefined || !Object.hasOwn(source, key)) continue;
    const known = ownValue(target, key);
    if (typeof value !== 'object' || value === null || typeof known !== 'object' || known === null) {
      setOwn(target, key, copies ? copyOf(value) : value);
    } else if (isObject(value) && isObject(known)) {
      merge(known, value, copies);
    } else if (Array.isArray(value) && Array.isArray(known) && value.length === known.length) {
      mergeLists(known, value, copies);
    } else setOwn(target, key, copies ? copyOf(value) : value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[], copies: boolean): void {
  for (let index = 0; index < source.length; index++) {
    const value = source[index];
    const known = target[index];
    if (isObject(value) && isObject(known)) merge(known, value, copies);
    else if (Array.isArray(value) && Array.isArray(known) && value.length === known.length)
      mergeLists(known, value, copies);
    else target[index] = copies ? copyOf(value) : value;
  }
}

/** A deep copy of JSON. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: object = {};
  for (const key of Object.keys(value)) setOwn(copy, key, copyOf((value as Record<string, unknown>)[key]));
  return copy as T;
}
