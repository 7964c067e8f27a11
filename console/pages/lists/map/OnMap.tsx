import { lazy, Suspense } from 'react';
import { Missing } from '../../../parts/AnswerView.js';
import { Choice } from '../../../parts/controls/Choice.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { countryName } from '../../../parts/words.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { listTexts } from '../../../texts/lists.js';
import { type Facets, facetDocument } from '../asking/documents.js';
import { usePlaces } from '../asking/usePlaces.js';
import { filterOf } from '../filters/filterOf.js';
import { toggled, valuesOf, withTerm } from '../filters/terms.js';
import type { ListPlaces } from '../kinds/kind.js';
import { NotCounted } from '../NotCounted.js';
import type { ListParts } from '../useListState.js';
import { marksOf } from './marks.js';

// The countries' outlines and their projection come when they are first looked at.
const WorldMap = lazy(() => import('./WorldMap.js').then((module) => ({ default: module.WorldMap })));

const texts = listTexts.map;
/** Places that are drawn at most: each further twenty are another question for their positions. */
const MOST = 60;

/** Where the rows are; asked when it is unfolded. */
export function OnMap(props: ListParts) {
  const { kind, rights, state } = props;
  const shown = kind.places.filter(({ facet }) => rights.mayCount(facet));
  return (
    <Fold
      title={texts.heading}
      className="list-section"
      isOpen={state.open.includes('map')}
      onOpen={(isOpen) => state.unfold('map', isOpen)}
    >
      {() => (shown.length > 0 ? <Placed {...props} shown={shown} /> : <p>{listTexts.facets.notCountable}</p>)}
    </Fold>
  );
}

function Placed(props: ListParts & { readonly shown: readonly ListPlaces[] }) {
  const { kind, state, shown } = props;
  const [facet, setFacet] = useRemembered(`lists.${kind.id}.map`, shown[0]?.facet ?? '');
  const places = shown.find((each) => each.facet === facet) ?? shown[0];
  // As in the list of its values: without its own term, so that others can be added.
  const filter = filterOf(kind, withTerm(state.terms, places?.datum ?? '', undefined));
  const first = places?.by === 'country' ? 100 : MOST;
  const asked = useAnswer(facetDocument(kind), places && { filter, by: places.facet, first });
  return (
    <>
      {shown.length > 1 && (
        <div className="actions not-print">
          <Choice
            label={texts.which}
            value={places?.facet ?? ''}
            onChange={setFacet}
            options={shown.map((each) => ({ id: each.facet, text: listTexts.places(each.facet) }))}
          />
        </div>
      )}
      {asked.state === 'failed' && <NotCounted error={asked.error} again={asked.again} />}
      {asked.state === 'loading' && <p className="loading list-map-room">{listTexts.found.counting}</p>}
      {asked.state === 'answered' && places && (
        <>
          <Missing answer={asked.answer} again={asked.again} />
          <Drawn {...props} facets={asked.answer.data.list?.facets ?? null} places={places} />
        </>
      )}
    </>
  );
}

function Drawn(props: ListParts & { readonly facets: Facets | null; readonly places: ListPlaces }) {
  const { kind, rights, state, facets, places } = props;
  const { datum: id, by, facet } = places;
  const buckets = facets?.buckets ?? [];
  const codes = buckets.flatMap(({ value }) => value ?? []);
  const known = usePlaces(by === 'unlocode' ? codes : []);
  const datum = kind.data.find((each) => each.id === id);
  const box = kind.data.find(({ form }) => form?.is === 'box');
  const { marks, unplaced } = marksOf(buckets, by, known);
  if (facets && !facets.buckets) return <p>{listTexts.facets.tooLong}</p>;
  const pick =
    datum && rights.mayFilter(datum)
      ? (code: string) => state.narrow(datum.id, toggled(state.terms[datum.id], code))
      : undefined;
  return (
    <>
      <Suspense fallback={<p className="loading list-map-room">{texts.loading}</p>}>
        <WorldMap
          key={facet}
          marks={marks}
          by={by}
          title={listTexts.places(facet)}
          picked={datum ? valuesOf(state.terms[datum.id]) : []}
          pick={pick}
          keep={box && rights.mayFilter(box) ? (view) => state.narrow(box.id, { is: 'box', box: view }) : undefined}
        />
      </Suspense>
      <ul className="list-plot-notes small">
        <li>{texts.coarse}</li>
        {facets?.more && <li>{texts.more}</li>}
        {unplaced.length > 0 && (
          <li>{texts.offMap(unplaced.map((code) => (by === 'country' ? countryName(code) : code)).join(', '))}</li>
        )}
      </ul>
    </>
  );
}
