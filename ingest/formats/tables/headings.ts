import { headRows } from './headRows.js';
import type { TableHead } from './rowsBelow.js';

/** A format's fields, and the headings under which its editions have them; case, marks and spaces do not count. */
export type HeadingsOf<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** The heading line of a table, understood. */
export interface Heading<Field extends string> {
  /** Where each field stands; fields that this edition lacks are absent. */
  readonly columns: ReadonlyMap<Field, number>;
  /** Headings that no field has, as written, and where they stand. */
  readonly unknown: readonly { readonly name: string; readonly index: number }[];
  /** Number of columns. */
  readonly width: number;
}

/** Where and how a file has its headings. */
export interface FoundHeading<Field extends string> extends TableHead {
  readonly heading: Heading<Field>;
}

/** Separators that tables come with; a file's is the one under which its headings are found. */
const delimiters = [',', ';', '\t'] as const;

/** Lines before the headings at most: titles that a spreadsheet had above its table. */
const maximumTitleLines = 10;

/** Reads a line as headings. Where two columns have the same one, the first counts and the other is unknown. */
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
 * @param isWhole says whether these are the headings of the format
 * @returns null where there are none
 */
export function findHeading<Field extends string>(
  text: string,
  headings: HeadingsOf<Field>,
  isWhole: (heading: Heading<Field>) => boolean,
): FoundHeading<Field> | null {
  // Why not both: lines end by CR only where no LF is, as the reader of lines has it; beside LF a CR is of a cell.
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

/** The one of a file's first lines that has most of the format's headings: what a refusal speaks of. */
export function closestHeading<Field extends string>(text: string, headings: HeadingsOf<Field>): Heading<Field> {
  let closest: Heading<Field> = readHeading([], headings);
  findHeading(text, headings, (heading) => {
    if (heading.columns.size > closest.columns.size) closest = heading;
    return false;
  });
  return closest;
}

/** Letters and digits, the rest as single spaces: `Sum Qty (lbs)`, `SUM_QTY_LBS` and `DrugGroup` beside `drug group`. */
function toHeadingKey(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
