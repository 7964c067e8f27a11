import type { InputFile } from '../inputFile.js';
import type { FilePlace, Trail } from '../trail.js';
import { flatten } from './batches.js';
import { createRecordParser, splitLine } from './csvFields.js';
import { type FileLine, readLineBatches } from './lines.js';

/** One record of a CSV file. */
export interface CsvRow {
  readonly kind: 'row';
  /** Line on which the record begins, 1-based. */
  readonly line: number;
  readonly fields: readonly string[];
  /** The record's text in the file. */
  readonly raw: string;
  readonly end: FilePlace;
}

/** A line that is no record. */
export interface CsvDefect {
  readonly kind: 'defect';
  readonly line: number;
  /**
   * `quote.notClosed`, `fields.wrongNumber`, `field.tooLong`, `line.zeroByte`, or that of the line: see `FileLine.reason`.
   */
  readonly reason: string;
  /** The line; bytes where it is no text. */
  readonly raw: string | Uint8Array;
  readonly end: FilePlace;
}

/** A quoted field may span lines; more than this is a quote that was never closed. */
const maximumLinesPerRecord = 100;

/** Why: four times the longest narrative of any list; a longer field is the content of another file. */
const maximumFieldCharacters = 1 << 18;

/** How a file of separated values is written. */
export interface CsvOptions {
  /** Whether the record on this line may have so many fields; called once for each record, in file order. */
  readonly width: (count: number, line: number, fields: readonly string[]) => boolean;
  /** One character; a comma by default. See `detectDelimiter`. */
  readonly delimiter?: string;
  readonly trail?: Trail | undefined;
}

/**
 * The records of a CSV file (RFC 4180), streamed.
 *
 * @remarks Why not a general CSV reader: a quote that is never closed swallows all lines that follow. Here it costs one line:
 *   of a record that does not close, or closes with the wrong number of fields, the first line is the defect, and reading
 *   goes on with the second.
 */
export function readCsv(file: InputFile, options: CsvOptions): AsyncGenerator<CsvItem> {
  const { trail } = options;
  return flatten(readCsvBatches(file, options), trail && (({ end }) => trail.passed(end)));
}

async function* readCsvBatches(file: InputFile, options: CsvOptions): AsyncGenerator<readonly CsvItem[]> {
  let lines: readonly FileLine[] = [];
  for await (const batch of readLineBatches(file, { trail: options.trail })) {
    lines = lines.length === 0 ? batch : [...lines, ...batch];
    const { items, used } = takeRecords(lines, options, { isLast: false });
    lines = lines.slice(used);
    yield items;
  }
  yield takeRecords(lines, options, { isLast: true }).items;
}

type CsvItem = CsvRow | CsvDefect;

/** The records of these lines, and how many lines they use. Unless the file ends here, a record that may go on is left. */
function takeRecords(
  lines: readonly FileLine[],
  { width, delimiter = ',' }: CsvOptions,
  { isLast }: { readonly isLast: boolean },
): { readonly items: readonly CsvItem[]; readonly used: number } {
  const items: CsvItem[] = [];
  let at = 0;
  while (at < lines.length) {
    const first = lines[at] as FileLine;
    const { number: line, text, offset } = first;
    const end = { offset, line };
    const unreadable = text === null ? first.reason : text.includes('\0') ? 'line.zeroByte' : null;
    if (text === null || unreadable !== null) {
      items.push({ kind: 'defect', line, reason: unreadable ?? 'line.tooLong', raw: text ?? first.raw, end });
      at += 1;
      continue;
    }
    if (isBlank(text)) {
      at += 1;
      continue;
    }
    const record = readRecord(lines, at, delimiter);
    if (record.goesOn && !isLast) break;
    const { fields, length } = record;
    const reason = toReason(record, width(fields.length, line, fields));
    if (reason === null) {
      const last = lines[at + length - 1] as FileLine;
      const raw = length === 1 ? text : textOf(lines, at, length);
      items.push({ kind: 'row', line, fields, raw, end: { offset: last.offset, line: last.number } });
    } else items.push({ kind: 'defect', line, reason, raw: text, end });
    at += reason === null ? length : 1;
  }
  return { items, used: at };
}

interface ReadRecord {
  readonly fields: readonly string[];
  /** In lines. */
  readonly length: number;
  readonly isClosed: boolean;
  readonly isStray: boolean;
  /** It is not closed, and the next lines may close it. */
  readonly goesOn: boolean;
}

function readRecord(lines: readonly FileLine[], at: number, delimiter: string): ReadRecord {
  const first = (lines[at] as FileLine).text as string;
  const fields = splitLine(first, delimiter);
  if (fields) return { fields, length: 1, isClosed: true, isStray: false, goesOn: false };
  const parser = createRecordParser(delimiter);
  parser.feed(first);
  let length = 1;
  while (parser.open() && length < maximumLinesPerRecord) {
    const more = lines[at + length];
    if (more === undefined) {
      return { fields: parser.end(), length, isClosed: false, isStray: parser.stray(), goesOn: true };
    }
    if (more.text === null || more.text.includes('\0')) break;
    parser.feed(`\n${more.text}`);
    length += 1;
  }
  return { fields: parser.end(), length, isClosed: !parser.open(), isStray: parser.stray(), goesOn: false };
}

/** Why it is no record; null where it is one. */
function toReason({ fields, length, isClosed, isStray }: ReadRecord, isRightWidth: boolean): string | null {
  if (!isClosed || (length > 1 && (isStray || !isRightWidth))) return 'quote.notClosed';
  if (!isRightWidth) return 'fields.wrongNumber';
  return fields.some((field) => field.length > maximumFieldCharacters) ? 'field.tooLong' : null;
}

function textOf(lines: readonly FileLine[], at: number, length: number): string {
  return lines
    .slice(at, at + length)
    .map(({ text }) => text)
    .join('\n');
}

/** Empty, or the end-of-file mark that DOS tools append. */
function isBlank(line: string): boolean {
  if (line.length > 64) return false;
  const text = line.trim();
  return text === '' || text === '\u001A';
}
