import { listTexts as texts } from '../../../texts/lists.js';
import type { ListDatum } from '../kinds/kind.js';
import type { ListParts } from '../useListState.js';
import { FacetList } from './FacetList.js';
import { TypedForm } from './TypedForm.js';
import type { Term } from './terms.js';

/** How one datum is narrowed: by what is counted, by typing, or both. */
export function DatumFilter(props: ListParts & { readonly datum: ListDatum }) {
  const { kind, rights, state, datum } = props;
  const { form, facet, id } = datum;
  const isCounted = facet !== undefined && rights.mayCount(facet);
  const mayNarrow = rights.mayFilter(datum);
  const term = state.terms[id];
  return (
    <>
      {isCounted && <FacetList {...props} facet={facet} mayNarrow={mayNarrow} />}
      {!mayNarrow && <p className="small">{texts.filters.onlyCounted}</p>}
      {mayNarrow && form && form.is !== 'constants' && (
        <TypedForm
          // It begins with what the term is now, wherever that was chosen.
          key={JSON.stringify(term)}
          title={texts.title(id, kind.id)}
          form={form}
          term={term}
          narrow={(next: Term | undefined) => state.narrow(id, next)}
          isBeside={isCounted}
        />
      )}
    </>
  );
}
