import type { LineKind } from './kindOf.js';
import { columns, type Fields, fieldsOfCells, type LineQuestion, type Mistake, questionOf } from './question.js';
import { type PastedRow, separatorOf, splitRows } from './splitRows.js';

/** A line as it was pasted, and as it was understood. */
export interface ScreenLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** The sender's own key. */
  readonly ref: string | undefined;
  readonly read: LineQuestion | Mistake;
}

/** A pasted list. `strange`: a column that nobody knows, so that no line is asked. */
export interface PastedList {
  readonly lines: readonly ScreenLine[];
  readonly strange?: string;
}

/** More lines are for `portcullis screen`. */
export const MOST_LINES = 500;

/**
 * Reads a pasted list: a name or number a line; with further cells after semicolons or tabs; a table with the columns of `portcullis
 * screen`, one of them `name`; or JSON Lines. Blank lines are left out; every other line comes back, with its question or why it has
 * none.
 *
 * @param kinds by number of the line: as what it is to be asked, whatever it looks like
 */
export function readLines(text: string, kinds: ReadonlyMap<number, LineKind> = new Map()): PastedList {
  if (text.trimStart().startsWith('{')) return { lines: text.split(/\r\n|\n|\r/).flatMap(objectLine(kinds)) };
  const separator = separatorOf(text);
  const [head] = splitRows(text.trimStart().split(/[\r\n]/, 1)[0] ?? '', separator, false);
  const names = head?.cells.map((cell) => columns.find((each) => each.toLowerCase() === cell.toLowerCase()));
  const isHeaded = names?.some((name) => name === 'name' || name === 'names') ?? false;
  const rows = splitRows(text, separator, isHeaded || separator === '\t');
  const strange = isHeaded ? head?.cells[names?.indexOf(undefined) ?? -1] : undefined;
  if (strange !== undefined) return { lines: [], strange };
  const fields = (row: PastedRow, kind?: LineKind): Fields | Mistake =>
    isHeaded && names ? headedFields(row, names) : fieldsOfCells(row.cells, kind);
  const read = (row: PastedRow, at: number): ScreenLine => {
    const kind = kinds.get(row.line);
    const held = fields(row, kind);
    const { ref } = held as Fields;
    if (at >= MOST_LINES) return { line: row.line, text: row.text, ref, read: { reason: 'list.tooLong' } };
    return { line: row.line, text: row.text, ref, read: isMistake(held) ? held : questionOf(held, kind) };
  };
  return { lines: rows.slice(isHeaded ? 1 : 0).map(read) };
}

/** Whether a line asks nothing. */
export function isMistake(read: LineQuestion | Mistake | Fields): read is Mistake {
  return 'reason' in read;
}

function headedFields({ cells }: PastedRow, names: readonly (string | undefined)[]): Fields | Mistake {
  const surplus = cells.slice(names.length).find((cell) => cell !== '');
  if (surplus !== undefined) return { reason: 'cell.surplus', at: surplus };
  return Object.fromEntries(names.map((name, at) => [name ?? '', cells[at] ?? '']));
}

function objectLine(kinds: ReadonlyMap<number, LineKind>) {
  return (text: string, at: number): readonly ScreenLine[] => {
    if (text.trim() === '') return [];
    const fields = objectFields(text);
    const mistake = at >= MOST_LINES ? { reason: 'list.tooLong' } : undefined;
    const read = mistake ?? (isMistake(fields) ? fields : questionOf(fields, kinds.get(at + 1)));
    return [{ line: at + 1, text, ref: (fields as Fields).ref, read }];
  };
}

function objectFields(text: string): Fields | Mistake {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return { reason: 'field.misshapen' };
    const fields: Record<string, string> = {};
    for (const [name, each] of Object.entries(value)) {
      const texts = name === 'names' && Array.isArray(each) ? each : [each];
      if (texts.some((text) => !['string', 'number'].includes(typeof text) && text !== null)) {
        return { reason: 'field.misshapen', at: name };
      }
      fields[name] = texts.flatMap((text) => (text === null ? [] : String(text).trim())).join('\n');
    }
    return fields;
  } catch {
    return { reason: 'line.malformed' };
  }
}
