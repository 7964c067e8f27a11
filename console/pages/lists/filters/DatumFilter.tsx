import { constantWords } from '../../../parts/words.js';
import { listTexts as texts } from '../../../texts/lists.js';
import type { ListDatum } from '../kinds/kind.js';
import type { ListParts } from '../List.js';
import { BoxForm } from './BoxForm.js';
import { EndsForm } from './EndsForm.js';
import { FacetList } from './FacetList.js';
import { TextForm } from './TextForm.js';
import { ValueList } from './ValueList.js';

/** How one datum is narrowed: by what is counted, by typing, or both. */
export function DatumFilter(props: ListParts & { readonly datum: ListDatum }) {
  const { kind, rights, state, datum } = props;
  const { form, facets = [], id } = datum;
  const counted = facets.filter(rights.mayCount);
  const mayNarrow = rights.mayFilter(datum);
  const title = texts.title(id, kind.id);
  const term = state.terms[id];
  const narrow = (next: typeof term) => state.narrow(id, next);
  const typed = { title, term, narrow };
  return (
    <>
      {counted.map((facet) => (
        <FacetList key={facet} {...props} facet={facet} mayNarrow={mayNarrow} />
      ))}
      {!mayNarrow && <p className="small">{texts.filters.onlyCounted}</p>}
      {mayNarrow && form?.is === 'constants' && counted.length === 0 && (
        <ValueList label={title} {...{ term, narrow }} rows={form.constants.map(named)} named={named} />
      )}
      {/* A form begins with what the term is now, wherever that was chosen. */}
      {mayNarrow && form && isTyped(form.is) && (
        <TextForm key={JSON.stringify(term)} {...typed} form={form} isBeside={counted.length > 0} />
      )}
      {mayNarrow && (form?.is === 'instants' || form?.is === 'numbers') && (
        <EndsForm key={JSON.stringify(term)} {...typed} of={form.is} />
      )}
      {mayNarrow && form?.is === 'box' && <BoxForm key={JSON.stringify(term)} {...typed} />}
    </>
  );
}

const named = (value: string) => ({ value, words: constantWords(value) });

const isTyped = (is: string): boolean => ['text', 'oneOf', 'dateBeginning', 'stood'].includes(is);
