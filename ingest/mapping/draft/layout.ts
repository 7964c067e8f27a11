// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import { PortcullisError } from '../../../schema/errors.js';
import { splitLine } from '../../input/csvFields.js';
import { detectDelimiter } from '../../input/detectDelimiter.js';
import { toHead } from '../../input/fileHead.js';
import type { InputFile } from '../../input/inputFile.js';
import type { MappingInput } from '../mapping.js';
import { oneValue } from '../rows.js';

/** How a file seems to be written. */
export interface Layout {
  readonly input: MappingInput;
  /** Neither UTF-8 nor marked: which code page it is cannot be told for sure. */
  readonly encodingDoubtful: boolean;
}

const linesLookedAt = 40;

/**
 * Finds out delimiter, header and lines before it.
 *
 * @throws BAD_USER_INPUT for a file that is empty, or no rows of text
 */
export async function findLayout(file: InputFile): Promise<Layout> {
  const { text, bytes } = await toHead(file);
  const start = text.trimStart();
  if (start === '') throw refuse(`${file.name} is empty.`, 'Nothing can be drafted from it.');
  const whole = oneValue(file.name, start);
  if (whole) throw refuse(whole.message, whole.hint);
  if (start.startsWith('<'))
    throw refuse(`${file.name} is XML or HTML.`, 'A mapping reads CSV, TSV, JSON lines or SQL.');
  const base = { header: true, skipLines: 0, nullValues: [], decimal: '.', where: [], encoding: undefined } as const;
  const encodingDoubtful =
    !isUtf8(wholeCharacters(bytes)) &&
    !/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2)) &&
    !bytes.includes(0);
  if (start.startsWith('{')) return { input: { ...base, type: 'jsonl', delimiter: ',' }, encodingDoubtful };
  const delimiter = detectDelimiter(text) ?? ',';
  const lines = text.split(/\r\n|\n|\r/).slice(0, linesLookedAt);
  const skipLines = countPreamble(lines, delimiter);
  const first = splitLine(lines[skipLines] ?? '', delimiter) ?? [];
  const following = lines
    .slice(skipLines + 1)
    .flatMap((line) => (line.trim() === '' ? [] : [splitLine(line, delimiter) ?? []]));
  const input = {
    ...base,
    type: delimiter === '\t' ? 'tsv' : 'csv',
    delimiter,
    skipLines,
    header: isHeader(first, following),
  } as const;
  return { input, encodingDoubtful };
}

/** Lines at the head that have fewer fields than the table below them: titles, dates of export. */
function countPreamble(lines: readonly string[], delimiter: string): number {
  const counts = lines.map((line) => splitLine(line, delimiter)?.length ?? 0);
  const usual = mostCommon(counts.filter((count) => count > 1));
  if (usual === null || counts[0] === usual) return 0;
  const first = counts.indexOf(usual);
  return first > 0 && first <= 20 ? first : 0;
}

function mostCommon(counts: readonly number[]): number | null {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  return [...tally].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

/** A header has no numbers or dates in it, hardly anything empty, nothing twice, and unlike the rows below it. */
function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const cells = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length === 0 || new Set(cells.map((cell) => cell.toLowerCase())).size < cells.length * 0.8) return false;
  if (cells.some(isDatum)) return false;
  const below = rows.flatMap((row) => row.filter((cell) => cell.trim() !== ''));
  if (below.some(isDatum)) return true;
  // Why: a table of words alone has a header where its first row recurs nowhere.
  const words = new Set(below.map((cell) => cell.trim().toLowerCase()));
  return !cells.some((cell) => words.has(cell.toLowerCase()));
}

function isDatum(cell: string): boolean {
  return /^[+-]?[\d.,]*\d[\d.,]*%?$/.test(cell.trim()) || /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(cell.trim());
}

/** Without a character that the end of the head cut in two. */
function wholeCharacters(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 4 && ((bytes[end - 1] as number) & 0x80) !== 0) end -= 1;
  return bytes.length < 65_536 ? bytes : bytes.subarray(0, end);
}

function refuse(message: string, hint: string): PortcullisError {
  return new PortcullisError('BAD_USER_INPUT', { message, facts: { hint } });
}
