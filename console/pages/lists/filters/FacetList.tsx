import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Missing } from '../../../parts/AnswerView.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import { type Facets, facetDocument } from '../asking/documents.js';
import { usePlaces } from '../asking/usePlaces.js';
import type { ListDatum, Writing } from '../kinds/kind.js';
import { NotCounted } from '../NotCounted.js';
import type { Count } from '../time/barsOf.js';
import type { ListParts } from '../useListState.js';
import { filterOf } from './filterOf.js';
import { withTerm } from './terms.js';
import { wordsOf, writingOf } from './termWords.js';
import { ValueList, type ValueRow, ValueWords } from './ValueList.js';

const texts = listTexts.facets;
const FEW = 10;
const MANY = 100;

/** The values of a datum with the numbers of their rows, as the list is narrowed by everything else. */
export function FacetList(
  props: ListParts & { readonly datum: ListDatum; readonly facet: string; readonly mayNarrow: boolean },
) {
  const { kind, state, datum, facet, mayNarrow } = props;
  const [first, setFirst] = useState(FEW);
  // Why without its own term: its other values could not be added.
  const filter = filterOf(kind, withTerm(state.terms, datum.id, undefined));
  const asked = useAnswer(facetDocument(kind), { filter, by: facet, first });
  if (asked.state === 'failed') return <NotCounted error={asked.error} again={asked.again} />;
  if (asked.state !== 'answered') return <p className="loading">{texts.counting}</p>;
  const facets = asked.answer.data.list?.facets;
  return (
    <>
      <Missing answer={asked.answer} again={asked.again} />
      {facets && (
        <Counted
          {...props}
          facets={facets}
          isMany={first === MANY}
          showMore={() => setFirst(MANY)}
          mayNarrow={mayNarrow}
        />
      )}
    </>
  );
}

function Counted(
  props: ListParts & {
    readonly datum: ListDatum;
    readonly facets: Facets;
    readonly mayNarrow: boolean;
    readonly isMany: boolean;
    showMore(): void;
  },
) {
  const { kind, state, datum, facets, mayNarrow, isMany, showMore } = props;
  const { buckets, more, none, notShown } = facets;
  const writing = writingOf(datum);
  const isPlaces = writing === 'place' || datum.form?.is === 'stood';
  const values = buckets?.flatMap(({ value }) => value ?? []) ?? [];
  const places = usePlaces(isPlaces ? values.filter((value) => value.length === 5) : []);
  if (!buckets || (buckets.length === 0 && more)) return <p>{texts.tooLong}</p>;
  const nameOf = (value: string) => named(value, writing, places.get(value)?.name);
  const rows = buckets.flatMap(({ value, count }) =>
    value === null ? [] : [{ ...nameOf(value), rows: countBoth(count) }],
  );
  const title = listTexts.title(datum.id, kind.id);
  const mayNone = datum.form?.is !== 'stood' && !isZero(none);
  return (
    <>
      {rows.length === 0 && <p className="small">{texts.nothing}</p>}
      {mayNarrow ? (
        <ValueList
          label={title}
          rows={rows}
          named={nameOf}
          term={state.terms[datum.id]}
          narrow={(term) => state.narrow(datum.id, term)}
          {...(mayNone ? { none: countBoth(none) } : {})}
        />
      ) : (
        <ul className="list-values" aria-label={texts.label(title)}>
          {rows.map((row) => (
            <li key={row.value} className="list-value">
              <ValueWords row={row} />
            </li>
          ))}
        </ul>
      )}
      {more && !isMany && (
        <Button className="button quiet" onPress={showMore}>
          {texts.showMore}
        </Button>
      )}
      {more && isMany && <p className="small">{texts.more}</p>}
      {!isZero(notShown) && <p className="small">{texts.notShown(countBoth(notShown)?.read ?? '')}</p>}
    </>
  );
}

function named(value: string, writing: Writing, place: string | null | undefined): ValueRow {
  if (place) return { value, words: place, code: value };
  const words = wordsOf(value, /^[A-Z]{2}$/.test(value) && writing === 'text' ? 'country' : writing);
  return words === value || writing === 'constant' ? { value, words } : { value, words, code: value };
}

const isZero = (count: Count | null): boolean => count === null || count.number === 0;

/** A number as it is written, and as it is read aloud; undefined: it was not counted. */
function countBoth(count: Count | null): ValueRow['rows'] {
  if (typeof count?.number === 'number') return { written: numberWords(count.number), read: numberWords(count.number) };
  if (typeof count?.atLeast !== 'number') return undefined;
  const least = numberWords(count.atLeast);
  return { written: texts.atLeast(least), read: texts.atLeastRead(least) };
}
