import { hash } from 'node:crypto';
import { type Cell, type Columns, type Getter, textsOf } from '../columns.js';
import type { KeySpec, Mapping } from '../mapping.js';
import { compileConditions } from './condition.js';
import { createExpression, TooCostlyError } from './expression.js';
import { getterOf } from './source.js';

/** What a row lacks, and why. */
export interface Lack {
  readonly field: string;
  readonly reason: string;
}

/** The key of a row, or why it has none; null for a row that `where` leaves out. */
export function compileRowKey({ input, key }: Mapping, columns: Columns): (row: unknown) => string | Lack | null {
  const holds = compileConditions(input.where, columns);
  const keyOf = compileKey(key, columns);
  return (row) => {
    const isHeld = bounded(() => holds(row));
    if (isHeld === tooCostly) return { field: 'input.where', reason: 'text.tooCostly' };
    if (!isHeld) return null;
    const found = bounded(() => keyOf(row));
    if (found === tooCostly) return { field: 'key', reason: 'text.tooCostly' };
    return found ?? { field: 'key', reason: 'key.missing' };
  };
}

const tooCostly: unique symbol = Symbol('too costly');

/** Reads a row, or says that a regular expression took too long for it. */
function bounded<T>(read: () => T): T | typeof tooCostly {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooCostlyError) return tooCostly;
    throw error;
  }
}

function compileKey({ columns: names, hash, replace }: KeySpec, columns: Columns): (row: unknown) => string | null {
  if (hash && names.length === 0) {
    return (row) => digest(JSON.stringify(row));
  }
  const getters = names.map((name): Getter => getterOf(columns, name) ?? (() => null));
  if (hash) {
    return (row) => {
      const cells = getters.map((getter) => getter(row));
      return cells.every((cell) => textsOf(cell).length === 0) ? null : digest(JSON.stringify(cells));
    };
  }
  const replacements = Object.entries(replace ?? {}).map(([pattern, by]) => [createExpression(pattern), by] as const);
  const read = (getter: Getter, row: unknown): string | null => {
    let text = toText(getter(row));
    for (const [pattern, by] of replacements) text = text === null ? null : pattern.replace(text, by) || null;
    return text;
  };
  const [only] = getters;
  if (getters.length === 1 && only) return (row) => read(only, row);
  return (row) => {
    const parts = getters.map((getter) => read(getter, row));
    if (parts.every((part) => part === null)) return null;
    // Why escaped: `a/b` and `c` must not be the key of `a` and `b/c`.
    return parts.map((part) => (part ?? '').replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
  };
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 24);
}

function toText(cell: Cell): string | null {
  return cell === null || typeof cell === 'string' ? cell : textsOf(cell).join('/') || null;
}
