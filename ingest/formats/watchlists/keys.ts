import { hash } from 'node:crypto';

/** A key made of what identifies a row of a list without keys: case and runs of white space do not matter. */
export function hashKey(parts: readonly (string | null)[]): string {
  const text = parts.map((part) => (part ?? '').toUpperCase().replaceAll(/\s+/g, ' ').trim()).join('\u0000');
  return hash('sha256', text).slice(0, 32);
}
