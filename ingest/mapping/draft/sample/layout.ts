import { isUtf8 } from 'node:buffer';
import { badUserInput } from '../../../../schema/errors.js';
import { toHead } from '../../../input/fileHead.js';
import type { InputFile } from '../../../input/inputFile.js';
import { guessCodePage } from '../../../input/text/codePage.js';
import { createRecordParser } from '../../../input/text/csvFields.js';
import { detectDelimiter } from '../../../input/text/detectDelimiter.js';
import type { MappingInput } from '../../mapping.js';
import { oneValue } from '../../rows.js';

/** How a file seems to be written. */
export interface Layout {
  readonly input: MappingInput;
  /** The likeliest code page of a file that is neither UTF-8 nor marked; null for others. */
  readonly codePage: string | null;
}

const linesLookedAt = 40;

/**
 * Finds delimiter, header and lines before it.
 *
 * @throws BAD_USER_INPUT for a file that is empty, or no rows of text
 */
export async function findLayout(file: InputFile): Promise<Layout> {
  const { text, bytes } = await toHead(file);
  const start = text.trimStart();
  if (start === '') throw badUserInput(`${file.name} is empty.`, 'Nothing can be drafted from it.');
  const whole = oneValue(file.name, start);
  if (whole) throw badUserInput(whole.message, whole.hint);
  if (start.startsWith('<'))
    throw badUserInput(`${file.name} is XML or HTML.`, 'A mapping reads CSV, TSV, JSON lines or SQL.');
  const isDoubtful =
    !isUtf8(wholeCharacters(bytes)) &&
    !/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2)) &&
    !bytes.includes(0);
  const codePage = isDoubtful ? guessCodePage(bytes) : null;
  const encoding = codePage ?? undefined;
  const base = { header: true, skipLines: 0, nullValues: [], decimal: '.' as const, where: [], encoding };
  if (start.startsWith('{')) return { input: { ...base, type: 'jsonl', delimiter: ',' }, codePage };
  const delimiter = detectDelimiter(text) ?? ',';
  const records = readRecords(text, delimiter);
  const type = delimiter === '\t' ? 'tsv' : 'csv';
  return { input: { ...base, ...findFirst(records), type, delimiter }, codePage };
}

/** A record of the file's head, and how many lines are before it. */
interface HeadRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The first records; a field in quotes may span lines, as headings with a line break in them do. */
function readRecords(text: string, delimiter: string): readonly HeadRecord[] {
  const lines = text.split(/\r\n|\n|\r/).slice(0, linesLookedAt);
  const records: HeadRecord[] = [];
  for (let at = 0; at < lines.length; ) {
    let length = 1;
    let parser = createRecordParser(delimiter);
    parser.feed(lines[at] as string);
    while (parser.open() && at + length < lines.length) {
      parser.feed(`\n${lines[at + length]}`);
      length += 1;
    }
    // Why: a quote that is never closed costs its line, as when the file is read.
    if (parser.open()) {
      length = 1;
      parser = createRecordParser(delimiter);
      parser.feed(lines[at] as string);
    }
    const fields = parser.end();
    if (fields.some((field) => field.trim() !== '')) records.push({ line: at, fields });
    at += length;
  }
  return records;
}

const preambleAtMost = 20;

/**
 * Where the table begins: after titles and dates of export, which have fewer fields than the table, or are nearly empty, as
 * spreadsheets write them; and after a line of headings that span columns.
 */
function findFirst(records: readonly HeadRecord[]): { readonly skipLines: number; readonly header: boolean } {
  const usual = mostCommon(records.flatMap(({ fields }) => (fields.length > 1 ? [fields.length] : [])));
  // Why: rows may end with a separator that the header lacks.
  const ended = records.every(({ fields }) => fields.length !== usual || fields.at(-1)?.trim() === '');
  const found = records.findIndex(
    ({ fields: { length } }) => usual !== null && (length === usual || (ended && length === usual - 1)),
  );
  const begins = found > preambleAtMost || found < 0 ? 0 : found;
  const filled = records.map(({ fields }) => fields.filter((field) => field.trim() !== '').length);
  const first = records.findIndex(
    ({ fields }, at) =>
      at >= begins && (fields.length === usual || at === begins) && (filled[at] as number) >= fields.length * 0.8,
  );
  const sparse = filled.slice(begins, first).every((before) => before <= (filled[first] as number) / 2);
  if (first > begins && first <= begins + preambleAtMost && sparse && isHeader(records, first))
    return { skipLines: records[first]?.line ?? 0, header: true };
  return { skipLines: records[begins]?.line ?? 0, header: isHeader(records, begins) };
}

function mostCommon(counts: readonly number[]): number | null {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  return [...tally].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

/** A header has no numbers or dates, hardly anything empty or repeated, and is unlike the rows below it. */
function isHeader(records: readonly HeadRecord[], at: number): boolean {
  const cells = (records[at]?.fields ?? []).map((cell) => cell.trim()).filter((cell) => cell !== '');
  const different = new Set(cells.map((cell) => cell.toLowerCase())).size;
  // Why half: `Name` and `Country` come once for each party.
  if (cells.length === 0 || different < cells.length / 2 || cells.some(isDatum)) return false;
  const below = records.slice(at + 1).flatMap((row) => row.fields.filter((cell) => cell.trim() !== ''));
  if (below.some(isDatum) && different >= cells.length * 0.8) return true;
  // Why: in a table of words alone, a header is a row whose words are nowhere below.
  const words = new Set(below.map((cell) => cell.trim().toLowerCase()));
  return !cells.some((cell) => words.has(cell.toLowerCase()));
}

function isDatum(cell: string): boolean {
  return /^[+-]?[\d.,]*\d[\d.,]*%?$/.test(cell.trim()) || /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(cell.trim());
}

/** Drops a character that the end of the head cut in two. */
function wholeCharacters(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 4 && ((bytes[end - 1] as number) & 0x80) !== 0) end -= 1;
  return bytes.length < 65_536 ? bytes : bytes.subarray(0, end);
}
