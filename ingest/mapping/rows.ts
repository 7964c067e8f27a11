import { badUserInput } from '../../schema/errors.js';
import type { InputFile } from '../input/inputFile.js';
import { type CsvRow, readCsv } from '../input/text/csv.js';
import { readJsonLines } from '../input/text/jsonLines.js';
import type { Trail } from '../input/trail.js';
import type { Frame } from '../records/record.js';
import { type Columns, toCsvColumns, toJsonColumns } from './columns.js';
import type { MappingInput } from './mapping.js';

/** What a file of rows yields: its columns first, then its rows and defects. */
export type RowItem =
  | { readonly kind: 'columns'; readonly columns: Columns; readonly frame?: Frame }
  | { readonly kind: 'row'; readonly line: number; readonly row: unknown; readonly raw: string }
  | { readonly kind: 'defect'; readonly line: number; readonly reason: string; readonly raw: string | Uint8Array };

/**
 * The rows of a file that is written as a mapping's `input` says.
 *
 * @throws BAD_USER_INPUT where it has no header
 */
export function readRows(file: InputFile, input: MappingInput, trail?: Trail): AsyncGenerator<RowItem> {
  const encoded = input.encoding === undefined ? file : { ...file, encoding: input.encoding };
  return input.type === 'csv' || input.type === 'tsv'
    ? readSeparated(encoded, input, trail)
    : readObjects(encoded, input, trail);
}

async function* readSeparated(file: InputFile, input: MappingInput, trail?: Trail): AsyncGenerator<RowItem> {
  const { header, skipLines, delimiter } = input;
  const options = { delimiter, width: createWidth(input) };
  let begun = Array.isArray(header);
  if (Array.isArray(header)) yield { kind: 'columns', columns: toCsvColumns(header, input) };
  else if (isWithin(trail)) {
    // What is in the middle of a file is under the columns of its first row.
    for await (const item of readCsv(file, options)) {
      if (item.line <= skipLines || item.kind !== 'row') continue;
      yield toColumns(item, input);
      break;
    }
    begun = true;
  }
  for await (const item of readCsv(file, { ...options, trail })) {
    if (item.line <= skipLines) continue;
    if (!begun && item.kind === 'row') {
      begun = true;
      yield toColumns(item, input);
      if (header === true) continue;
    }
    if (item.kind === 'row') yield { kind: 'row', line: item.line, row: item.fields, raw: item.raw };
    else if (!begun) break;
    else yield { kind: 'defect', line: item.line, reason: item.reason, raw: item.raw };
  }
  if (begun) return;
  throw badUserInput(
    `${file.name} has no header line${skipLines > 0 ? ` after ${skipLines} lines` : ''}.`,
    'An empty file, or input.skipLines or input.header of the mapping do not fit it.',
  );
}

/** Whether reading begins within the file. */
function isWithin(trail: Trail | undefined): boolean {
  return trail !== undefined && trail.from.offset > 0;
}

/** The columns that the first row names, or has. */
function toColumns({ fields, raw }: CsvRow, input: MappingInput): RowItem {
  if (input.header !== true) {
    const names = fields.map((_, index) => `#${index + 1}`);
    return { kind: 'columns', columns: toCsvColumns(names, input) };
  }
  const frame = { before: `${'\n'.repeat(input.skipLines)}${raw}\n`, after: '' };
  return { kind: 'columns', columns: toCsvColumns(fields, input), frame };
}

/** True for a row of as many fields as the header, or the first row, has. */
function createWidth({ header, skipLines }: MappingInput) {
  let width = Array.isArray(header) ? header.length : 0;
  /** Columns up to the last that has a name. */
  let named = width;
  // Why here and not where the header is yielded: many records have been read by then.
  return (count: number, line: number, fields: readonly string[]): boolean => {
    if (line <= skipLines) return true;
    if (width === 0) {
      width = count;
      named = header === true ? fields.findLastIndex((name) => name.trim() !== '') + 1 : count;
    }
    // Why not this number alone: some programs end every row, or only the header, with a separator; the extra field then
    // has neither name nor value.
    return (count >= named && count <= width) || (count === width + 1 && (fields[width] as string).trim() === '');
  };
}

async function* readObjects(file: InputFile, input: MappingInput, trail?: Trail): AsyncGenerator<RowItem> {
  yield { kind: 'columns', columns: toJsonColumns(input) };
  let first = !isWithin(trail);
  for await (const item of readJsonLines(file, { trail })) {
    if (item.line <= input.skipLines) continue;
    if (first) assertLines(file.name, item.raw);
    first = false;
    if (item.kind === 'defect') yield { kind: 'defect', line: item.line, reason: item.reason, raw: item.raw };
    else if (typeof item.value !== 'object' || item.value === null || Array.isArray(item.value)) {
      yield { kind: 'defect', line: item.line, reason: 'json.notObject', raw: item.raw };
    } else yield { kind: 'row', line: item.line, row: exact(item.value, item.raw), raw: item.raw };
  }
}

/** @throws BAD_USER_INPUT for a file that is one JSON value: each of its lines would go to quarantine */
function assertLines(file: string, raw: string | Uint8Array): void {
  const wrong = typeof raw === 'string' ? oneValue(file, raw) : null;
  if (wrong) throw badUserInput(wrong.message, wrong.hint);
}

/** GeoJSON (RFC 7946), with members in the usual order, or sorted. */
const featureCollection = /^\{\s*(?:"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[\s*\{\s*"(?:geometry|type)")/;

/** Why a file is one JSON value and not JSON lines, and how to make lines of it; null for JSON lines. */
export function oneValue(file: string, start: string): { readonly message: string; readonly hint: string } | null {
  const [line = ''] = start.trimStart().split(/\r\n|\n|\r/, 1);
  if (line.startsWith('['))
    return { message: `${file} is one JSON array.`, hint: "Make it JSON lines first: jq -c '.[]' FILE > FILE.jsonl" };
  if (featureCollection.test(line))
    return {
      message: `${file} is one GeoJSON collection on one line: it would be one record.`,
      hint: "Make JSON lines of its features first: jq -c '.features[]' FILE > FILE.jsonl",
    };
  if (line.trimEnd() === '{')
    return {
      message: `${file} is one JSON object over many lines.`,
      hint: "Make JSON lines of it first: jq -c '.PATH.TO.LIST[]' FILE > FILE.jsonl, or jq -c . FILE for records over many lines",
    };
  return null;
}

/** Reads whole numbers with more digits than a double as text: keys and document numbers must not be rounded. */
function exact(value: unknown, raw: string): unknown {
  if (!/\d{16}/.test(raw)) return value;
  return JSON.parse(
    raw.replaceAll(/"(?:[^"\\]|\\.)*"|(?<!\d)-?\d{16,}(?=[\s,\]}])/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    ),
  );
}
