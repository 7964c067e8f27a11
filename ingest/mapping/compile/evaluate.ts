import type { FieldEntry } from '../catalogue/types.js';
import { type Cell, type Columns, type Getter, textsOf } from '../columns.js';
import type { MappingInput, OnError, Spec } from '../mapping.js';
import { isNote } from '../reasons.js';
import { toConverter } from './converters.js';
import { createExpression, TooCostlyError } from './expression.js';

/** Something that is wrong with a value of one row. */
export interface Problem {
  /** Field, as the mapping writes it. */
  readonly field: string;
  readonly reason: string;
  /** The value at fault; for the operator's terminal alone. */
  readonly text: string;
  readonly onError: OnError;
}

/** Value of one field in one row: converted, nothing, or several of them, nested as the file nests them. */
export type Value = unknown;

type Tell = (problem: Problem) => void;

/** Reads one field of a row and tells what is wrong with it. */
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

/** Compiles one field of a mapping; a column that the file lacks reads as nothing, `missingColumns` has said so. */
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

/** Reads one text of a field. @param other the text of another column in the same row */
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
    // Why: a number that fails its check digit is kept as stated; it is a flag, unless the mapping itself says otherwise.
    const effect = value !== null && spec.onError === undefined ? 'flag' : onError;
    tell({ field: name, reason: failed, text: atFault ?? text, onError: effect });
    if (effect !== 'flag') value = null;
    return value;
  };
}

/** The columns that a field reads, as the mapping names them; `needed` those that the file must have. */
export function columnsOf(spec: Spec): { readonly all: readonly string[]; readonly needed: readonly string[] } {
  const money = typeof spec.money?.currency === 'object' ? [spec.money.currency.column] : [];
  const unit = typeof spec.unit === 'object' ? [spec.unit.column] : [];
  const all = [
    ...(spec.column === undefined ? [] : [spec.column]),
    ...(spec.columns ?? []),
    ...(spec.from ?? []),
    ...templateColumns(spec.template ?? ''),
    ...money,
    ...unit,
  ];
  return { all, needed: spec.optional ? [] : all };
}

/** The columns in the braces of a template. */
export function templateColumns(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.trim());
}

function toSource(spec: Spec, columns: Columns): Getter {
  const find = (name: string): Getter => getterOf(columns, name, spec.trim !== false) ?? (() => null);
  if (spec.value !== undefined) {
    const constant = spec.value;
    return () => constant;
  }
  if (spec.column !== undefined) return find(spec.column);
  if (spec.from) {
    const getters = spec.from.map(find);
    return (row) => {
      for (const getter of getters) {
        const cell = getter(row);
        if (!isEmpty(cell)) return cell;
      }
      return null;
    };
  }
  if (spec.columns) {
    const getters = spec.columns.map(find);
    const [only] = getters;
    if (getters.length === 1 && spec.columns[0]?.includes('*')) return only as Getter;
    return (row) => getters.flatMap((getter) => getter(row));
  }
  return toTemplate(spec.template ?? '', find);
}

/** Columns without a value leave nothing in the text; none with one is no text. */
function toTemplate(template: string, find: (name: string) => Getter): Getter {
  const parts = template.split(/(\{[^{}]+\})/).map((part) => {
    const name = /^\{([^{}]+)\}$/.exec(part)?.[1];
    return name === undefined ? part : find(name.trim());
  });
  return (row) => {
    let some = false;
    const text = parts.map((part) => {
      if (typeof part === 'string') return part;
      const value = toText(part(row));
      some ||= value !== null;
      return value ?? '';
    });
    return some ? text.join('').replaceAll(/\s+/g, ' ').trim() : null;
  };
}

/** Column or numbered columns by the name that a mapping gives. */
export function getterOf(columns: Columns, name: string, trim = true): Getter | null {
  const found = columns.names === null && name.includes('*') ? null : columns.find(name, trim);
  return found ?? (name.includes('*') ? columns.findNumbered(name) : null);
}

function toOthers(spec: Spec, columns: Columns): ReadonlyMap<string, Getter> {
  const names = [spec.unit, spec.money?.currency].filter((one) => typeof one === 'object');
  return new Map(names.map(({ column }) => [column, getterOf(columns, column) ?? (() => null)]));
}

type TextChange = (text: string, fail: (reason: string, text: string) => void) => Cell;

/** A change with a regular expression: a text in which it finds no end is an error, not the end of the run. */
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

type Texts = (cell: Cell, fail: (reason: string, text: string) => void) => Cell;

/** The changes from a cell to the texts that are converted: extract, replace, split, upper or lower, join. */
function toTexts(spec: Spec): Texts {
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

function toTranslation(spec: Spec): (text: string, fail: (reason: string) => void) => string | null {
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

function mapCell(cell: Cell, change: (text: string) => Cell): Cell {
  if (cell === null) return null;
  return typeof cell === 'string' ? change(cell) : cell.map((one) => mapCell(one, change));
}

function toText(cell: Cell): string | null {
  return Array.isArray(cell) ? (textsOf(cell)[0] ?? null) : (cell as string | null);
}

function isEmpty(cell: Cell): boolean {
  return cell === null || (typeof cell !== 'string' && textsOf(cell).length === 0);
}

function toNothing(text: string): string | null {
  const bare = text.trim();
  return bare === '' ? null : bare;
}
