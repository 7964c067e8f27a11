import { findHeader, readTable } from '../../ingest/formats/tables/namedColumns.js';
import { toHead } from '../../ingest/input/fileHead.js';
import type { InputFile } from '../../ingest/input/inputFile.js';
import { readJsonLines } from '../../ingest/input/text/jsonLines.js';
import { badUserInput } from '../../schema/errors.js';
import { type Mistake, type Question, screenedFields, textOf, toQuestion } from './question.js';

/** A line of the file: what it asks, or why it asks nothing. */
export interface ScreenedLine {
  /** From 1, as the file counts. */
  readonly line: number;
  /** The sender's own key of it. */
  readonly ref: string | null;
  readonly said: Question | Mistake;
}

/** Bytes of a line at most: ten names of five hundred characters, and all else that a line may have. */
const longestLine = 1 << 16;

/**
 * The lines of a file, streamed: JSON Lines, or CSV with a header. One that is too long is a line with a mistake, and not held.
 *
 * @throws BAD_USER_INPUT where a table has no column for names, or one that no line may have
 */
export async function* readLines(file: InputFile): AsyncGenerator<ScreenedLine> {
  const head = await toHead(file);
  yield* head.text.trimStart().startsWith('{') ? readObjects(file) : readRows(file, head.text);
}

async function* readObjects(file: InputFile): AsyncGenerator<ScreenedLine> {
  for await (const item of readJsonLines(file, { maximumLineBytes: longestLine })) {
    const { line } = item;
    if (item.kind === 'defect') yield { line, ref: null, said: { field: 'line', reason: item.reason } };
    else if (!isObject(item.value)) yield { line, ref: null, said: { field: 'line', reason: 'field.misshapen' } };
    else yield toLine(line, item.value);
  }
}

async function* readRows(file: InputFile, head: string): AsyncGenerator<ScreenedLine> {
  const header = findHeader(head, ['name']);
  if (header === null) {
    throw badUserInput(
      `${file.name} is neither JSON Lines nor a table with a column "name".`,
      `Columns are ${screenedFields.join(', ')}.`,
    );
  }
  const keys = new Map(screenedFields.map((field) => [field.toLowerCase(), field]));
  const columns = header.names.map((name) => keys.get(name.toLowerCase()));
  const strange = header.names.find((_, index) => columns[index] === undefined);
  if (strange !== undefined) {
    throw badUserInput(
      `${file.name} has a column ${JSON.stringify(strange)}, by which nothing is searched.`,
      `Leave it out, or give it one of these names: ${screenedFields.join(', ')}.`,
    );
  }
  for await (const row of readTable(file, header, screenedFields, () => undefined)) {
    if (row.kind === 'reject') {
      yield { line: row.line, ref: null, said: { field: 'line', reason: row.reason } };
      continue;
    }
    const said = columns.flatMap((field) => {
      const value = field === undefined ? null : row.get(field);
      return value === null ? [] : [[field, value] as const];
    });
    if (row.raw.length > longestLine)
      yield { line: row.origin.line, ref: null, said: { field: 'line', reason: 'line.tooLong' } };
    else yield toLine(row.origin.line, Object.fromEntries(said));
  }
}

function toLine(line: number, value: Readonly<Record<string, unknown>>): ScreenedLine {
  const said = toQuestion(value);
  return { line, ref: 'field' in said && said.field === 'ref' ? null : textOf(value.ref), said };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
