import { findHeader, readTable } from '../../ingest/formats/tables/namedColumns.js';
import { toHead } from '../../ingest/input/fileHead.js';
import type { InputFile } from '../../ingest/input/inputFile.js';
import { closeFiles, openFiles } from '../../ingest/input/openFiles.js';
import { readJsonLines } from '../../ingest/input/text/jsonLines.js';
import { badUserInput } from '../../schema/errors.js';
import { isObject } from '../../schema/isObject.js';
import { type Mistake, type Question, screenedFields, textOf, toQuestion } from './question.js';

/** A line of the file, read as a question or a mistake. */
export interface ScreenedLine {
  /** Line number in the file, from 1. */
  readonly line: number;
  /** The sender's own key. */
  readonly ref: string | null;
  readonly read: Question | Mistake;
}

/** Most bytes of a line: ten names of five hundred characters, and everything else that a line may have. */
const longestLine = 1 << 16;

/**
 * The lines of a file, streamed: JSON Lines, or CSV with a header. One that is too long is a mistake, and not held in memory.
 *
 * @throws BAD_USER_INPUT where a table has no column for names, or an unknown column
 */
export async function* readLines(file: InputFile): AsyncGenerator<ScreenedLine> {
  const head = await toHead(file);
  yield* head.text.trimStart().startsWith('{') ? readObjects(file) : readRows(file, head.text);
}

/** How many lines a file has, as `readLines` counts them; null for standard input, which is read once. */
export async function countLines(path: string): Promise<number | null> {
  if (path === '-') return null;
  const files = await openFiles([path], {});
  let lines = 0;
  try {
    for (const file of files) for await (const _ of readLines(file)) lines += 1;
  } finally {
    await closeFiles(files);
  }
  return lines;
}

async function* readObjects(file: InputFile): AsyncGenerator<ScreenedLine> {
  for await (const item of readJsonLines(file, { maximumLineBytes: longestLine })) {
    const { line } = item;
    if (item.kind === 'defect') yield toMistake(line, item.reason);
    else if (!isObject(item.value)) yield toMistake(line, 'field.misshapen');
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
      `${file.name} has an unknown column ${JSON.stringify(strange)}.`,
      `Leave it out, or give it one of these names: ${screenedFields.join(', ')}.`,
    );
  }
  for await (const row of readTable(file, header, screenedFields, () => undefined)) {
    if (row.kind === 'reject') yield toMistake(row.line, row.reason);
    else if (row.raw.length > longestLine) yield toMistake(row.origin.line, 'line.tooLong');
    else {
      const fields = columns.flatMap((field) => {
        const value = field === undefined ? null : row.get(field);
        return value === null ? [] : [[field, value] as const];
      });
      yield toLine(row.origin.line, Object.fromEntries(fields));
    }
  }
}

function toLine(line: number, value: Readonly<Record<string, unknown>>): ScreenedLine {
  const read = toQuestion(value);
  return { line, ref: 'field' in read && read.field === 'ref' ? null : textOf(value.ref), read };
}

function toMistake(line: number, reason: string): ScreenedLine {
  return { line, ref: null, read: { field: 'line', reason } };
}
