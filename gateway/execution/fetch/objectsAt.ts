import { isObject } from '../../../schema/isObject.js';
import { ownValue } from '../shape/ownValue.js';
import type { FetchPath } from './paths.js';

/**
 * The objects at a place of the merged data, in order; nulls and what is no object are left out. Lists are walked into
 * where the path says so (`@`), and wherever else one stands.
 */
export function objectsAt(data: Record<string, unknown>, path: FetchPath): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: FetchPath, at: number, found: Record<string, unknown>[]): void {
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const item of value) collect(item, path, next, found);
  } else if (isObject(value)) {
    const name = path[at];
    if (name === undefined) found.push(value);
    else if (name !== '@') collect(ownValue(value, String(name)), path, at + 1, found);
  }
}

/** Concrete paths of the same objects, in the same order. */
export function pathsAt(data: Record<string, unknown>, path: FetchPath): (readonly (string | number)[])[] {
  const found: (readonly (string | number)[])[] = [];
  const here: (string | number)[] = [];
  walk(data, 0);
  return found;

  function walk(value: unknown, at: number): void {
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      value.forEach((item, index) => {
        here.push(index);
        walk(item, next);
        here.pop();
      });
    } else if (isObject(value)) {
      const name = path[at];
      if (name === undefined) found.push([...here]);
      else if (name !== '@') {
        here.push(name);
        walk(ownValue(value, String(name)), at + 1);
        here.pop();
      }
    }
  }
}
