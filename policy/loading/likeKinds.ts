import { type AgencyKind, agencyKinds, effects } from '../types.js';
import type { MatrixFile, WrittenCell, WrittenMatrix } from './fileShapes.js';
import { type Mistake, meantOrOneOf } from './mistake.js';

/** Kinds that the code knows by name: their rules, e.g. the consent for third countries, are not lent with their cells. */
const kindsWithRules: readonly AgencyKind[] = ['PARTNER_THIRD_COUNTRY', 'SUPERVISOR', 'INTERNAL_AUDIT'];

/** Every kind of agency that a matrix knows: the product's, and those that it adds. */
export function kindsOf({ kinds }: Pick<WrittenMatrix, 'kinds'>): readonly AgencyKind[] {
  return [...new Set([...agencyKinds, ...Object.keys(kinds)])];
}

/** The matrix with a cell for every kind in every row: a kind that is like another has that one's, where it has none. */
export function fillLikeKinds(written: WrittenMatrix): MatrixFile {
  const categories = Object.entries(written.categories).map(([category, row]) => {
    const cells = kindsOf(written).map((kind) => [kind, cellOf(written, category, kind)] as const);
    return [category, { ...row, cells: Object.fromEntries(cells) as Record<AgencyKind, WrittenCell> }] as const;
  });
  return { ...written, categories: Object.fromEntries(categories) };
}

/** Kinds that cannot be like what they name, and cells that no kind lends. */
export function likeKindMistakes(written: WrittenMatrix): readonly Mistake[] {
  const known = kindsOf(written);
  const likes = Object.entries(written.kinds).flatMap(([kind, { like }]): readonly Mistake[] => {
    const path = ['kinds', kind, 'like'];
    if (kind === like || written.kinds[like])
      return [{ file: 'matrix', path, what: `${like} has no cells of its own`, hint: 'name a kind that has them' }];
    if (kindsWithRules.includes(like))
      return [{ file: 'matrix', path, what: `${like} has rules beside its cells`, hint: 'write the cells themselves' }];
    return [];
  });
  const missing = Object.keys(written.categories).flatMap((category) =>
    known
      .filter((kind) => cellOf(written, category, kind) === undefined)
      .map((kind): Mistake => {
        const hint = `write one of ${effects.join(', ')}, or under kinds whom ${kind} is like`;
        return { file: 'matrix', path: ['categories', category, 'cells', kind], what: 'is missing', hint };
      }),
  );
  return [...likes, ...missing, ...strayCells(written, known)];
}

function strayCells({ categories, kinds }: WrittenMatrix, known: readonly AgencyKind[]): readonly Mistake[] {
  const unknown = Object.entries(categories).flatMap(([category, { cells }]) =>
    Object.keys(cells)
      .filter((kind) => !known.includes(kind))
      .map((kind): Mistake => {
        const path = ['categories', category, 'cells', kind];
        return { file: 'matrix', path, what: `no kind ${kind}`, hint: meantOrOneOf(kind, known) };
      }),
  );
  const own = Object.entries(kinds).flatMap(([kind, { cells }]) =>
    Object.keys(cells).flatMap((category): readonly Mistake[] => {
      const path = ['kinds', kind, 'cells', category];
      const row = Object.hasOwn(categories, category) ? categories[category] : undefined;
      if (!row) {
        const hint = meantOrOneOf(category, Object.keys(categories));
        return [{ file: 'matrix', path, what: `no category ${category}`, hint }];
      }
      if (row.cells[kind] === undefined) return [];
      return [{ file: 'matrix', path, what: 'stands in the row too', hint: 'write it in one of the two' }];
    }),
  );
  return [...unknown, ...own];
}

function cellOf({ categories, kinds }: WrittenMatrix, category: string, kind: AgencyKind): WrittenCell | undefined {
  const cells = categories[category]?.cells ?? {};
  const { like, cells: own = {} } = kinds[kind] ?? {};
  return own[category] ?? cells[kind] ?? (like === undefined ? undefined : cells[like]);
}
