import { type AgencyKind, agencyKinds } from '../types.js';
import type { MatrixFile, WrittenCell, WrittenMatrix } from './fileShapes.js';

/** Every kind of agency in a matrix: the product's, and those that the matrix adds. */
export function kindsOf({ kinds }: Pick<WrittenMatrix, 'kinds'>): readonly AgencyKind[] {
  return [...new Set([...agencyKinds, ...Object.keys(kinds)])];
}

/** The matrix with a cell for every kind in every row, taken from the kind that it is like where it has none of its own. */
export function fillLikeKinds(written: WrittenMatrix): MatrixFile {
  const categories = Object.entries(written.categories).map(([category, row]) => {
    const cells = kindsOf(written).map((kind) => [kind, cellOf(written, category, kind)] as const);
    return [category, { ...row, cells: Object.fromEntries(cells) as Record<AgencyKind, WrittenCell> }] as const;
  });
  return { ...written, categories: Object.fromEntries(categories) };
}

/** The cell of a kind in a row: its own, or that of the kind it is like; undefined where neither has one. */
export function cellOf(
  { categories, kinds }: WrittenMatrix,
  category: string,
  kind: AgencyKind,
): WrittenCell | undefined {
  const cells = categories[category]?.cells ?? {};
  const { like, cells: own = {} } = kinds[kind] ?? {};
  return own[category] ?? cells[kind] ?? (like === undefined ? undefined : cells[like]);
}
