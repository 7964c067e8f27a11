/** A row of a pasted table. */
export interface PastedRow {
  /** Number of its first line, from 1. */
  readonly line: number;
  /** As it was pasted. */
  readonly text: string;
  readonly cells: readonly string[];
}

/** What parts cells: a tab where a spreadsheet was pasted, else a semicolon. A comma parts cells only under a header: names have commas. */
export function separatorOf(text: string): string {
  const head = text.split(/\r\n|\n|\r/, 1)[0] ?? '';
  if (text.includes('\t')) return '\t';
  if (/(^|,)\s*"?names?"?\s*(,|$)/i.test(head) && !head.includes(';')) return ',';
  return ';';
}

/**
 * The rows of a pasted text, blank ones left out. A cell in quotes may have separators and doubled quotes (RFC 4180), in a table line
 * ends too; a quote that is not closed before a separator is a character like any other, so that it swallows no line.
 *
 * @param isTable whether a cell may have several lines
 */
export function splitRows(text: string, separator: string, isTable: boolean): readonly PastedRow[] {
  const lines = text.split(/\r\n|\n|\r/);
  const rows: PastedRow[] = [];
  for (let at = 0; at < lines.length; ) {
    const { cells, taken } = rowAt(lines, at, separator, isTable ? MOST_LINES : 1);
    const pasted = lines.slice(at, at + taken).join('\n');
    if (pasted.trim() !== '') rows.push({ line: at + 1, text: pasted, cells: cells.map((cell) => cell.trim()) });
    at += taken;
  }
  return rows;
}

/** Lines that one row may span: more is a quote that somebody forgot. */
const MOST_LINES = 10;

function rowAt(lines: readonly string[], at: number, separator: string, most: number) {
  for (let taken = 1; taken <= most && at + taken <= lines.length; taken += 1) {
    const cells = cellsOf(lines.slice(at, at + taken).join('\n'), separator);
    if (cells) return { cells, taken };
  }
  return { cells: (lines[at] ?? '').split(separator), taken: 1 };
}

/** The cells of a row; undefined where a quote is open at its end, or closed in the midst of a later line. */
function cellsOf(row: string, separator: string): readonly string[] | undefined {
  const cells: string[] = [];
  let rest: string | undefined = row;
  while (rest !== undefined) {
    const quoted = /^ *"((?:[^"]|"")*)" */.exec(rest);
    if (!quoted && /^ *"/.test(rest)) return undefined;
    const after: string = quoted ? rest.slice(quoted[0].length) : '';
    if (quoted && (after === '' || after.startsWith(separator))) {
      cells.push((quoted[1] ?? '').replaceAll('""', '"'));
      rest = after === '' ? undefined : after.slice(separator.length);
      continue;
    }
    if (quoted?.[0].includes('\n')) return undefined;
    // Without quotes, or with more behind them, as in `"Max" Muster`: as it stands.
    const end: number = rest.indexOf(separator);
    cells.push(end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? undefined : rest.slice(end + separator.length);
  }
  return cells;
}
