import { PortcullisError } from '../schema/errors.js';

/**
 * JSON text of a value in the canonical form of RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units,
 * no white space, numbers as ECMAScript writes them.
 *
 * @param value JSON data: null, booleans, finite numbers, well-formed strings, arrays and plain objects of them
 * @throws PortcullisError INTERNAL for anything that has no JSON form: NaN, Infinity, undefined, bigint, functions,
 *   lone surrogates, cycles, objects with a prototype of their own
 * @see RFC 8785 section 3.2
 */
export function canonicalize(value: unknown): string {
  return write(value, new Set());
}

/** UTF-8 bytes of `canonicalize(value)`: what is stored and hashed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return Buffer.from(canonicalize(value), 'utf8');
}

function write(value: unknown, above: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      // RFC 8785 section 3.2.2.3: ECMAScript's serialisation; -0 becomes 0.
      if (!Number.isFinite(value)) throw notCanonical('a number that is not finite');
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, above);
    default:
      throw notCanonical(typeof value);
  }
}

function writeString(text: string): string {
  // RFC 8785 section 3.2.2.2: lone surrogates must be an error; JSON.stringify would escape them.
  if (!text.isWellFormed()) throw notCanonical('a lone surrogate');
  return JSON.stringify(text);
}

function writeObject(value: object, above: Set<object>): string {
  if (above.has(value)) throw notCanonical('a cycle');
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, above) : writeMembers(value, above);
  above.delete(value);
  return text;
}

function writeArray(values: readonly unknown[], above: Set<object>): string {
  // Why not map: it skips holes, which are undefined and must be refused.
  const parts: string[] = [];
  for (let i = 0; i < values.length; i += 1) parts.push(write(values[i], above));
  return `[${parts.join(',')}]`;
}

function writeMembers(value: object, above: Set<object>): string {
  const prototype = Object.getPrototypeOf(value);
  // Why by shape: objects of another realm (workers, Jest) have another Object.prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notCanonical('an object of a class');
  const members = value as Readonly<Record<string, unknown>>;
  // Array.prototype.sort without a comparator orders strings by UTF-16 code units, as section 3.2.3 wants.
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${writeString(name)}:${write(members[name], above)}`).join(',')}}`;
}

function notCanonical(what: string): PortcullisError {
  return new PortcullisError('INTERNAL', { message: `RFC 8785 has no form for ${what}.` });
}
