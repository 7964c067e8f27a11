import { type AgencyKind, agencyKinds, effects } from '../types.js';
import type { MatrixFile, WrittenCell, WrittenMatrix } from './fileShapes.js';
import type { Mistake } from './mistake.js';

/** Kinds that the code knows by name: their rules, e.g. the consent for third countries, are not lent with their cells. */
const kindsWithRules: readonly AgencyKind[] = ['PARTNER_THIRD_COUNTRY', 'SUPERVISOR', 'INTERNAL_AUDIT'];

/** The matrix with a cell for every kind in every row: a kind that is like another has that one's, where it has none. */
export function fillLikeKinds(written: WrittenMatrix): MatrixFile {
  const categories = Object.entries(written.categories).map(([category, row]) => {
    const cells = agencyKinds.map((kind) => [kind, cellOf(written, row.cells, kind)] as const);
    return [category, { ...row, cells: Object.fromEntries(cells) as Record<AgencyKind, WrittenCell> }] as const;
  });
  return { ...written, categories: Object.fromEntries(categories) };
}

/** Kinds that cannot be like what they name, and cells that no kind lends. */
export function likeKindMistakes(written: WrittenMatrix): readonly Mistake[] {
  const likes = Object.entries(written.kinds).flatMap(([kind, { like }]): readonly Mistake[] => {
    const path = ['kinds', kind, 'like'];
    if (kind === like || written.kinds[like])
      return [{ file: 'matrix', path, what: `${like} has no cells of its own`, hint: 'name a kind that has them' }];
    if (kindsWithRules.includes(like))
      return [{ file: 'matrix', path, what: `${like} has rules beside its cells`, hint: 'write the cells themselves' }];
    return [];
  });
  const missing = Object.entries(written.categories).flatMap(([category, { cells }]) =>
    agencyKinds
      .filter((kind) => cellOf(written, cells, kind) === undefined)
      .map((kind): Mistake => {
        const hint = `write one of ${effects.join(', ')}, or under kinds whom ${kind} is like`;
        return { file: 'matrix', path: ['categories', category, 'cells', kind], what: 'is missing', hint };
      }),
  );
  return [...likes, ...missing];
}

type WrittenCells = WrittenMatrix['categories'][string]['cells'];

function cellOf({ kinds }: WrittenMatrix, cells: WrittenCells, kind: AgencyKind): WrittenCell | undefined {
  const like = kinds[kind]?.like;
  return cells[kind] ?? (like === undefined ? undefined : cells[like]);
}
