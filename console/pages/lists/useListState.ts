import { useMemo } from 'react';
import type { DataOrder } from '../../parts/table/column.js';
import { useRemembered } from '../../shell/pageMemory.js';
import type { ListRights } from './asking/rights.js';
import { type Term, type Terms, withTerm } from './filters/terms.js';
import type { ListKind } from './kinds/kind.js';

/** What was chosen of a list. It is in memory alone, and has gone with the viewer. */
export interface ListState {
  readonly terms: Terms;
  readonly order: DataOrder | undefined;
  /** Ids of the columns in sight. */
  readonly shown: readonly string[];
  /** Ids of what is unfolded. */
  readonly open: readonly string[];
  /** Narrows a datum; undefined: no more. */
  narrow(id: string, term: Term | undefined): void;
  widen(): void;
  orderBy(order: DataOrder | undefined): void;
  show(ids: readonly string[]): void;
  unfold(id: string, isOpen: boolean): void;
}

/** What the parts of a list share. */
export interface ListParts {
  readonly kind: ListKind;
  readonly rights: ListRights;
  readonly state: ListState;
}

/** What is chosen of a list before anybody chose. */
export interface ListBeginning {
  readonly shown: readonly string[];
  readonly order: DataOrder | undefined;
}

/** The choices of a list. */
export function useListState(kind: string, first: ListBeginning): ListState {
  const [terms, setTerms] = useRemembered<Terms>(`lists.${kind}.terms`, {});
  const [order, orderBy] = useRemembered<DataOrder | undefined>(`lists.${kind}.order`, first.order);
  const [shown, show] = useRemembered<readonly string[]>(`lists.${kind}.shown`, first.shown);
  const [open, setOpen] = useRemembered<readonly string[]>(`lists.${kind}.open`, ['time']);
  return useMemo(
    () => ({
      ...{ terms, order, shown, open, orderBy, show },
      narrow: (id, term) => setTerms(withTerm(terms, id, term)),
      widen: () => setTerms({}),
      unfold: (id, isOpen) => setOpen([...open.filter((each) => each !== id), ...(isOpen ? [id] : [])]),
    }),
    [terms, order, shown, open, orderBy, show, setTerms, setOpen],
  );
}
