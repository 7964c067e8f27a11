import { Fold } from '../../../parts/controls/Fold.js';
import { listTexts } from '../../../texts/lists.js';
import type { ListDatum } from '../kinds/kind.js';
import type { ListParts } from '../useListState.js';
import { DatumFilter } from './DatumFilter.js';
import { WhyNot } from './WhyNot.js';

const texts = listTexts.filters;

/** By what a list is narrowed: each datum folded, since what is counted below it is asked when it is unfolded. */
export function FilterPanel(props: ListParts) {
  const { kind, rights, state } = props;
  const isOpen = (datum: ListDatum) =>
    rights.mayFilter(datum) || (datum.facet !== undefined && rights.mayCount(datum.facet));
  const usable = kind.data.filter(isOpen);
  const closed = kind.data.filter((datum) => !isOpen(datum));
  return (
    <section className="list-filters" aria-labelledby="filters-heading">
      <h2 id="filters-heading">{texts.heading}</h2>
      {usable.map((datum) => {
        const fold = `filter.${datum.id}`;
        return (
          <Fold
            key={datum.id}
            title={listTexts.title(datum.id, kind.id)}
            level={3}
            className={state.terms[datum.id] ? 'list-line list-used' : 'list-line'}
            isOpen={state.open.includes(fold)}
            onOpen={(isOpen) => state.unfold(fold, isOpen)}
          >
            {() => <DatumFilter {...props} datum={datum} />}
          </Fold>
        );
      })}
      {closed.length > 0 && (
        <>
          <h3>{texts.closed}</h3>
          <p className="small">{texts.closedHint}</p>
          <ul className="list-closed small">
            {closed.map((datum) => (
              <li key={datum.id}>
                {listTexts.title(datum.id, kind.id)} <WhyNot kind={kind} datum={datum} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
