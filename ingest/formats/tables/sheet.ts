import { SaxesParser } from 'saxes';
import type { InputFile } from '../../input/inputFile.js';
import { readXml } from '../../input/xml/xml.js';
import type { Frame, Reject } from '../../records/record.js';
import type { FileHead } from '../format.js';
import { rejectDefect } from '../reject.js';
import { firstElements } from '../xmlHead.js';
import { toColumnKey } from './namedColumns.js';

/** A row of a spreadsheet below its headings. */
export interface SheetRow {
  /** Headings with the texts of their cells. */
  readonly named: readonly (readonly [name: string, text: string])[];
  readonly line: number;
  readonly path: string;
  readonly raw: string;
  readonly frame: Frame;
}

/**
 * The rows of an OpenDocument spreadsheet's content below the row with all the required headings, streamed, and its broken
 * places. Rows above the headings are titles; empty rows are skipped.
 *
 * @see OpenDocument 1.3, part 3, section 9.1 (tables), 6.1 (paragraphs)
 */
export async function* readSheet(
  file: InputFile,
  required: readonly string[],
  known: Iterable<string>,
  unmapped: (element: string) => void,
): AsyncGenerator<SheetRow | Reject> {
  const keys = new Set([...known].map(toColumnKey));
  let headings: { readonly names: readonly string[]; readonly raw: string } | null = null;
  for await (const item of readXml(file, { isRecord: (path) => path.at(-1) === 'table-row' })) {
    if (item.kind === 'root') continue;
    if (item.kind === 'defect') {
      yield rejectDefect(file.name, item);
      continue;
    }
    const { line, path, raw, frame } = item;
    const cells = cellsOf(raw);
    if (headings === null) {
      const found = new Set(cells.map(toColumnKey));
      if (required.every((name) => found.has(toColumnKey(name)))) headings = { names: cells, raw };
      continue;
    }
    const named = headings.names.flatMap((name, at) => (cells[at] ? [[name, cells[at]] as const] : []));
    if (named.length === 0 || raw === headings.raw) continue;
    for (const [name] of named) if (!keys.has(toColumnKey(name))) unmapped(name);
    yield { named, line, path, raw, frame: { before: `${frame.before}${headings.raw}`, after: frame.after } };
  }
}

/** The texts of the first cells of a spreadsheet's content; empty for any other file. */
export function sheetNames({ text }: FileHead): ReadonlySet<string> {
  const [root] = firstElements(text);
  if (root?.name !== 'document-content') return new Set();
  return new Set([...text.matchAll(/<text:p\b[^>]*>([^<]*)</g)].map(([, name = '']) => name.trim()));
}

/** Columns of the widest sheet: a cell repeated beyond that is empty. */
const widest = 1024;

/** Texts of a row's cells, repeated ones as often as they count; empty ones at the end are left out. */
function cellsOf(row: string): readonly string[] {
  const cells: string[] = [];
  const lines: string[] = [];
  let repeated = 0;
  let isNote = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    if (local === 'table-cell' || local === 'covered-table-cell') {
      repeated = Math.min(Number(attributes['table:number-columns-repeated'] ?? 1) || 1, widest - cells.length);
      lines.length = 0;
    } else if (local === 'annotation') isNote = true;
    else if (local === 'p') lines.push('');
    else append(space[local]?.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, widest)) ?? '');
  });
  parser.on('closetag', ({ name }) => {
    const local = localName(name);
    if (local === 'annotation') isNote = false;
    if (local === 'table-cell' || local === 'covered-table-cell')
      for (let at = 0; at < repeated; at += 1) cells.push(lines.join('\n').trim());
  });
  parser.on('text', append);
  parser.write(row).close();
  while (cells.at(-1) === '') cells.pop();
  return cells;

  function append(text: string): void {
    const at = lines.length - 1;
    if (!isNote && at >= 0) lines[at] += text;
  }
}

/** Characters written as elements. */
const space: Readonly<Record<string, string | undefined>> = { s: ' ', tab: '\t', 'line-break': '\n' };

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
