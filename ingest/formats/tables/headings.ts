import { headRows } from './headRows.js';
import type { TableHead } from './rowsBelow.js';

/** Fields of a format with the headings of their columns in all editions; case, punctuation and spaces do not count. */
export type HeadingsOf<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** The heading line of a table, read. */
export interface Heading<Field extends string> {
  /** Position of each field; fields that this edition lacks are absent. */
  readonly columns: ReadonlyMap<Field, number>;
  /** Headings of no field, as written, with their positions. */
  readonly unknown: readonly { readonly name: string; readonly index: number }[];
  /** Number of columns. */
  readonly width: number;
}

/** The headings found in a file. */
export interface FoundHeading<Field extends string> extends TableHead {
  readonly heading: Heading<Field>;
}

/** Separators to try: the file's is the one with which its headings are found. */
const delimiters = [',', ';', '\t'] as const;

/** Most lines before the headings: titles above the table of a spreadsheet. */
const maximumTitleLines = 10;

/** Reads a line as headings. The second of two columns with one heading is unknown. */
export function readHeading<Field extends string>(
  cells: readonly string[],
  headings: HeadingsOf<Field>,
): Heading<Field> {
  const fieldOf = new Map<string, Field>();
  for (const [field, names] of Object.entries(headings) as [Field, readonly string[]][]) {
    for (const name of names) fieldOf.set(toHeadingKey(name), field);
  }
  const columns = new Map<Field, number>();
  const unknown: { name: string; index: number }[] = [];
  cells.forEach((cell, index) => {
    const field = fieldOf.get(toHeadingKey(cell));
    if (field !== undefined && !columns.has(field)) columns.set(field, index);
    else if (cell.trim() !== '') unknown.push({ name: cell.trim(), index });
  });
  return { columns, unknown, width: cells.length };
}

/**
 * Finds the headings among a file's first lines.
 *
 * @param text the file's first bytes as text
 * @param isWhole whether these are the headings of the format
 * @returns null where there are none
 */
export function findHeading<Field extends string>(
  text: string,
  headings: HeadingsOf<Field>,
  isWhole: (heading: Heading<Field>) => boolean,
): FoundHeading<Field> | null {
  // As in the reader of lines: CR ends a line only in a file without LF; beside LF it belongs to a cell.
  const lines = text.replace(/^\uFEFF/, '').split(text.includes('\n') ? /\r?\n/ : '\r', maximumTitleLines + 1);
  for (const [index, line] of lines.entries()) {
    for (const delimiter of delimiters) {
      const [cells = []] = headRows(line, delimiter);
      const heading = readHeading(cells, headings);
      if (isWhole(heading)) return { heading, delimiter, line: index + 1, text: line };
    }
  }
  return null;
}

/** The one of a file's first lines with most of the format's headings, for refusals. */
export function closestHeading<Field extends string>(text: string, headings: HeadingsOf<Field>): Heading<Field> {
  let closest: Heading<Field> = readHeading([], headings);
  findHeading(text, headings, (heading) => {
    if (heading.columns.size > closest.columns.size) closest = heading;
    return false;
  });
  return closest;
}

/** Keeps letters and digits, the rest as single spaces: `Sum Qty (lbs)` equals `SUM_QTY_LBS`, `DrugGroup` equals `drug group`. */
function toHeadingKey(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
