import type { Cells } from '../../client/cells.js';
import type { CellLine } from '../../subgraphs/kit/manifest/cells.js';
import type { WithheldLine } from '../../subgraphs/kit/manifest/withheldLook.js';
import { lineKey, reportWithheld } from '../execution/shape/withheld.js';
import type { Shaped, SourceWithheld } from '../execution/types.js';

/** What a source reports. */
interface Reported {
  readonly withheld: readonly WithheldLine[];
  readonly cells?: readonly CellLine[];
}

/** What a source's own answer withholds, as the gateway tells it: lines that differ by their rule alone are one, for the rule is for the log. */
export function ownReport({ withheld: own, cells }: Reported): Pick<Shaped, 'withheld' | 'cells'> {
  const lines = own.map(({ byEntity: _, path, ...line }) => ({ path: path.join('.'), ...line }));
  // Why as fallen lines: all of them are of the answer, and need no parents.
  const withheld = reportWithheld([], new Map(), lines);
  return cells ? { withheld, cells: withheld.map((line) => cellsOf(line, cells)) } : { withheld };
}

/** Null: all objects of the place. */
function cellsOf(line: SourceWithheld, all: readonly CellLine[]): Cells | null {
  const key = lineKey(line);
  return all.find(({ path, ...said }) => lineKey({ path: path.join('.'), ...said }) === key)?.cells ?? null;
}
