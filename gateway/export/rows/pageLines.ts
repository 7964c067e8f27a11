import type { WithheldLine } from '../../../client/withheld.js';
import type { CellPath, PageLine } from './shape.js';

/**
 * The report of what is withheld in a page, by places in its records: `consignments.edges.*.node.items.edges.*.node.value`
 * is `items.*.value`. What is withheld of the page as a whole has no place. Of which objects a line is, the rows say.
 */
export function pageLines(withheld: readonly WithheldLine[], rootField: string): readonly PageLine[] {
  return withheld.map(({ path, cells: _cells, ...line }) => ({ ...line, path: placeOf(path, rootField) }));
}

function placeOf(path: string, rootField: string): CellPath {
  const row = `${rootField}.edges.*.node.`;
  return path.startsWith(row) ? path.slice(row.length).replaceAll('.edges.*.node', '.*').split('.') : [];
}
