import { type Columns, textsOf } from '../columns.js';
import type { Condition } from '../mapping.js';
import { createExpression } from './expression.js';
import { getterOf } from './source.js';

/** Compiles the conditions of a mapping: true for a row that is a record; throws TooCostlyError. */
export function compileConditions(conditions: readonly Condition[], columns: Columns): (row: unknown) => boolean {
  const all = conditions.map((condition) => compile(condition, columns));
  return (row) => all.every((holds) => holds(row));
}

function compile({ column, is, isNot, matches, empty }: Condition, columns: Columns): (row: unknown) => boolean {
  const getter = getterOf(columns, column) ?? (() => null);
  const wanted = is && lowerCase(is);
  const unwanted = isNot && lowerCase(isNot);
  const pattern = matches === undefined ? undefined : createExpression(matches);
  return (row) => {
    const texts = textsOf(getter(row));
    if (empty !== undefined && (texts.length === 0) !== empty) return false;
    if (wanted && !texts.some((text) => wanted.has(text.toLowerCase()))) return false;
    if (unwanted && texts.some((text) => unwanted.has(text.toLowerCase()))) return false;
    return pattern === undefined || texts.some((text) => pattern.match(text) !== null);
  };
}

function lowerCase(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => word.trim().toLowerCase()));
}
