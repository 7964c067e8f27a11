import { type Cells, decodeCells, encodeCells } from '../../client/cells.js';
import { objectsAt } from '../../client/objectsAt.js';
import type { CellLine } from '../../subgraphs/kit/manifest/cells.js';
import type { WithheldLine } from '../../subgraphs/kit/manifest/withheldLook.js';

/**
 * Of which objects a line of a source's own answer is; null: all of its place. A source says it of all entities together, a line is
 * of one.
 */
export function cellsOf(
  { count: _count, rule: _rule, ...line }: WithheldLine,
  data: unknown,
  all: readonly CellLine[],
): Cells | null {
  const path = line.path.map((step) => (typeof step === 'number' ? '*' : step));
  const text = JSON.stringify({ ...line, path });
  const found = all.find(({ cells: _cells, ...said }) => JSON.stringify(said) === text);
  if (!found?.cells) return null;
  const [first, ...others] = objectsAt(data, line.path.slice(0, -1));
  if (!first) return null;
  const from = objectsAt(data, path.slice(0, -1)).indexOf(first);
  return encodeCells(decodeCells(found.cells).subarray(from, from + 1 + others.length));
}
