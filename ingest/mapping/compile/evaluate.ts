import type { FieldEntry } from '../catalogue/types.js';
import type { Cell, Columns } from '../columns.js';
import type { MappingInput, OnError, Spec } from '../mapping.js';
import { isNote } from '../reasons.js';
import { toConverter } from './converters.js';
import { isEmpty, toOthers, toSource, toText } from './source.js';
import { toTexts, toTranslation } from './texts.js';

/** A value of one row that could not be read, or not fully. */
export interface Problem {
  /** Field, as the mapping writes it. */
  readonly field: string;
  readonly reason: string;
  /** The value at fault; for the operator's terminal alone. */
  readonly text: string;
  readonly onError: OnError;
}

/** Value of one field in one row: converted, null, or several of them, nested as in the file. */
export type Value = unknown;

type Tell = (problem: Problem) => void;

/** Reads one field of a row, and reports its problems. */
export type Evaluate = (row: unknown, tell: Tell) => Value;

/** What a field of a mapping needs to be compiled. */
export interface EvaluateOptions {
  readonly name: string;
  readonly spec: Spec;
  readonly entry: FieldEntry;
  readonly columns: Columns;
  readonly input: MappingInput;
  readonly onError: OnError;
}

/** Compiles one field of a mapping. A column that the file lacks reads as null: `checkColumns` reports it. */
export function compileField(options: EvaluateOptions): Evaluate {
  const { name, spec, columns, onError } = options;
  const source = toSource(spec, columns);
  const texts = toTexts(spec);
  const others = toOthers(spec, columns);
  const fallback = spec.default;

  let row: unknown;
  let position = 0;
  const convertText = compileText(options, (column) => {
    const cell = others.get(column)?.(row) ?? null;
    return toText(Array.isArray(cell) ? (cell[position] ?? null) : cell);
  });
  const convertCell = (cell: Cell, tell: Tell, depth: number): Value => {
    if (cell === null) return null;
    if (typeof cell === 'string') return convertText(cell, tell);
    return cell.map((one, index) => {
      if (depth === 0) position = index;
      return convertCell(one, tell, depth + 1);
    });
  };
  return (current, tell) => {
    row = current;
    position = 0;
    const cell = texts(source(current), (reason, text) => tell({ field: name, reason, text, onError }));
    if (fallback !== undefined && isEmpty(cell)) return convertText(fallback, tell);
    return convertCell(cell, tell, 0);
  };
}

/** Compiles the reading of one text. @param other the text of another column in the same row */
function compileText(
  { name, spec, entry, input, onError }: EvaluateOptions,
  other: (column: string) => string | null,
): (text: string, tell: Tell) => Value {
  const translate = toTranslation(spec);
  const convert = toConverter(spec, entry, input);
  let failed: string | null = null;
  let atFault: string | undefined;
  let noted: string[] = [];
  const fail = (reason: string, text?: string): void => {
    if (isNote(reason)) noted.push(reason);
    else if (failed === null) [failed, atFault] = [reason, text];
  };
  return (text, tell) => {
    failed = null;
    if (noted.length > 0) noted = [];
    const translated = translate(text, fail);
    let value = translated === null ? null : convert(translated, fail, other);
    for (const reason of noted) tell({ field: name, reason, text, onError: 'flag' });
    if (failed === null) return value;
    // Why: a number with a wrong check digit is kept as stated and flagged, unless the mapping says otherwise.
    const effect = value !== null && spec.onError === undefined ? 'flag' : onError;
    tell({ field: name, reason: failed, text: atFault ?? text, onError: effect });
    if (effect !== 'flag') value = null;
    return value;
  };
}
