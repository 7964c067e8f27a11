/** The value of an object's own property, as JSON knows it: `undefined` where there is none. */
export function ownValue(source: object, name: string): unknown {
  const value = (source as Readonly<Record<string, unknown>>)[name];
  // Why by the value: all that an object inherits is functions, which JSON has none of, and `__proto__`.
  if ((typeof value === 'function' || name === '__proto__') && !Object.hasOwn(source, name)) return undefined;
  return value;
}

/** Sets an own property of any name, `__proto__` included. */
export function setOwn(target: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  } else {
    (target as Record<string, unknown>)[name] = value;
  }
}
