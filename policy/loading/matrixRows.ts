import type { MatrixRows } from '../../schema/matrixRows.js';
import type { Policy } from '../policy.js';

/** What the schema check asks of the matrix. */
export function matrixRows(policy: Policy): MatrixRows {
  const rows = Object.values(policy.categories);
  const isLent = ({ cells }: (typeof rows)[number]): boolean =>
    Object.values(cells).some(({ effect, otherwise }) => effect !== 'NONE' || otherwise !== 'NONE');
  return {
    categories: new Set(rows.map(({ category }) => category)),
    lentToNobody: new Set(rows.filter((row) => !isLent(row)).map(({ category }) => category)),
    personal: new Set(rows.filter(({ personal }) => personal).map(({ category }) => category)),
  };
}
