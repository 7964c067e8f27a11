import type { Cells } from '../../client/cells.js';
import type { CellLine } from '../../subgraphs/kit/manifest/cells.js';
import type { WithheldLine } from '../../subgraphs/kit/manifest/withheldLook.js';

/** Of which objects a line of a source's own answer is; null: all of its place. */
export function cellsOf(
  { count: _count, rule: _rule, byEntity: _entities, ...line }: WithheldLine,
  all: readonly CellLine[],
): Cells | null {
  const text = JSON.stringify(line);
  return all.find(({ cells: _cells, ...said }) => JSON.stringify(said) === text)?.cells ?? null;
}
