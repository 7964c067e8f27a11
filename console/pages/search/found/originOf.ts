import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import type { CellOrigin } from '../../../parts/why/cellOrigin.js';
import { type Column, type Kind, kindSearch } from '../kinds.js';

/** Types of what stands below a record. */
const typeOf: Readonly<Record<string, string>> = {
  ...{ consignor: 'TradeParty', consignee: 'TradeParty', handling: 'Handling' },
  ...{ placeOfLoading: 'Location', placeOfUnloading: 'Location', place: 'SeizurePlace' },
};

/** Where in the schema a cell of a record stands: at the object above it, where that is what is kept. */
export function originOf(
  answer: Answered,
  kind: Kind,
  record: { readonly path: CellPath; readonly id: string | undefined },
  { path: [field = '', below] }: Pick<Column, 'path'>,
): CellOrigin {
  const isBelow = below !== undefined && cellState(answer, [...record.path, field]).state === 'shown';
  if (isBelow) return { coordinate: `${typeOf[field] ?? ''}.${below}` };
  return { coordinate: `${kindSearch[kind].type}.${field}`, record: record.id };
}
