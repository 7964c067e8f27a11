import type { ListKind } from '../kinds/kind.js';
import type { Terms } from './terms.js';

/** What of a question policy refused. */
export interface RefusedPart {
  readonly is: 'term' | 'order';
  /** The datum that is narrowed, or the column that is ordered by. */
  readonly id: string;
  /** Field of the record by which it is explained. */
  readonly of: string;
}

/** Which part the coordinates of a refusal name; undefined: none of the list's. */
export function refusedPart(
  { stem, data, columns }: ListKind,
  terms: Terms,
  coordinates: readonly string[],
): RefusedPart | undefined {
  const isNamed = (...names: readonly string[]) => names.some((name) => coordinates.includes(name));
  const datum = data.find(({ id, form }) => {
    if (!terms[id] || !form) return false;
    if (form.is !== 'box' && form.is !== 'stood') return isNamed(`${stem}Filter.${id}`);
    return isNamed(`${stem}Filter.within`, `${stem}Within.${form.is === 'box' ? 'box' : 'place'}`);
  });
  if (datum) return { is: 'term', id: datum.id, of: datum.of ?? datum.id };
  const column = columns.find(({ order }) => order !== undefined && isNamed(`${stem}SortField.${order}`));
  return column && { is: 'order', id: column.id, of: column.id };
}
