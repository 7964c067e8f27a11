import { type Cell, textsOf } from '../columns.js';
import type { Spec } from '../mapping.js';
import { createExpression, TooCostlyError } from './expression.js';

type FailText = (reason: string, text: string) => void;
type TextChange = (text: string, fail: FailText) => Cell;

/** Makes the texts that are converted of a cell: extract, replace, split, upper or lower, join. */
export function toTexts(spec: Spec): (cell: Cell, fail: FailText) => Cell {
  const changes: TextChange[] = [];
  if (spec.extract !== undefined) {
    const pattern = createExpression(spec.extract);
    changes.push(
      bounded((text, fail) => {
        const match = pattern.match(text);
        if (!match) fail('text.noMatch', text);
        return match ? toNothing(match[1] ?? match[0]) : null;
      }),
    );
  }
  for (const [pattern, by] of Object.entries(spec.replace ?? {})) {
    const expression = createExpression(pattern);
    changes.push(bounded((text) => toNothing(expression.replace(text, by))));
  }
  if (spec.split !== undefined) {
    const separator = spec.split;
    changes.push((text) =>
      text
        .split(separator)
        .map(toNothing)
        .filter((part) => part !== null),
    );
  }
  if (spec.upper) changes.push((text) => text.toUpperCase());
  if (spec.lower) changes.push((text) => text.toLowerCase());
  const { join } = spec;
  if (changes.length === 0 && join === undefined) return (cell) => cell;
  return (cell, fail) => {
    let found = cell;
    for (const change of changes) found = mapCell(found, (text) => change(text, fail));
    return join === undefined || !Array.isArray(found) ? found : toNothing(textsOf(found).join(join));
  };
}

/** Translates a text by the `map` of a field. */
export function toTranslation(spec: Spec): (text: string, fail: (reason: string) => void) => string | null {
  if (!spec.map) return (text) => text;
  const words = new Map(Object.entries(spec.map).map(([from, to]) => [from.trim().toLowerCase(), to]));
  const { otherwise } = spec;
  return (text, fail) => {
    const word = words.get(text.trim().toLowerCase());
    if (word !== undefined) return word;
    if (otherwise === undefined) fail('code.unknown');
    return otherwise === 'keep' ? text : (otherwise ?? null);
  };
}

/** A change with a regular expression: a text for which that takes too long is a problem, not the end of the run. */
function bounded(change: TextChange): TextChange {
  return (text, fail) => {
    try {
      return change(text, fail);
    } catch (error) {
      if (!(error instanceof TooCostlyError)) throw error;
      fail('text.tooCostly', text);
      return null;
    }
  };
}

function mapCell(cell: Cell, change: (text: string) => Cell): Cell {
  if (cell === null) return null;
  return typeof cell === 'string' ? change(cell) : cell.map((one) => mapCell(one, change));
}

function toNothing(text: string): string | null {
  const bare = text.trim();
  return bare === '' ? null : bare;
}
