/** True for names that every object inherits: of these alone, whether it is the object's own must be asked. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The value of an object's own property, as JSON knows it: `undefined` where there is none. */
export function ownValue(source: object, name: string): unknown {
  if (isInherited(name) && !Object.hasOwn(source, name)) return undefined;
  return (source as Readonly<Record<string, unknown>>)[name];
}

/** Sets an own property, whatever its name: `__proto__` is a name like any other. */
export function setOwn(target: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  } else {
    (target as Record<string, unknown>)[name] = value;
  }
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
