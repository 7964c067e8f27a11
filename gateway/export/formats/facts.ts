import { type Cell, type CellPath, type PageLine, writePath } from '../rows/shape.js';
import type { ExportHeader } from './format.js';

/** What a file says of itself, in every format: all of the header but the shape of its rows, and their type. */
export function headerFacts({ root, ...facts }: ExportHeader): Readonly<Record<string, unknown>> {
  return { format: 'portcullis-export', version: 1, ...facts, type: root.type };
}

/** What was kept back, as files write it. */
export function withheldFacts<Line extends Cell | PageLine>(lines: readonly Line[]) {
  return lines.map((line) => ({ ...line, path: writePath(line.path) }));
}

/** What was kept back in one row, in a cell of a table: `consignor.name MASKED CATEGORY`, a line each. */
export function withheldText(cells: readonly Cell[]): string {
  return cells
    .map(({ path, effect, reason, contact }) => [writePath(path), effect, reason, contact ?? ''].join(' ').trimEnd())
    .join('\n');
}

/** Places as text, a line each. */
export function placesText(paths: readonly CellPath[]): string {
  return paths.map(writePath).join('\n');
}
