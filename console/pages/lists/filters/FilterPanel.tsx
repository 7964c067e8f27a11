import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { listTexts } from '../../../texts/lists.js';
import type { ListDatum } from '../kinds/kind.js';
import type { ListParts } from '../List.js';
import { DatumFilter } from './DatumFilter.js';
import { WhyNot } from './WhyNot.js';

const texts = listTexts.filters;

/** By what a list is narrowed: each datum folded, since what is counted below it is asked when it is unfolded. */
export function FilterPanel(props: ListParts) {
  const { kind, rights, state } = props;
  const isOpen = (datum: ListDatum) => rights.mayFilter(datum) || (datum.facets?.some(rights.mayCount) ?? false);
  const usable = kind.data.filter(isOpen);
  const closed = kind.data.filter((datum) => !isOpen(datum));
  return (
    <section className="filters" aria-labelledby="filters-heading">
      <h2 id="filters-heading">{texts.heading}</h2>
      {usable.map((datum) => {
        const fold = `filter.${datum.id}`;
        const isUnfolded = state.open.includes(fold);
        return (
          <Disclosure
            key={datum.id}
            className="fold"
            isExpanded={isUnfolded}
            onExpandedChange={(isExpanded) => state.unfold(fold, isExpanded)}
          >
            <Heading level={3} className="fold-head">
              <Button slot="trigger" className={state.terms[datum.id] ? 'fold-button used' : 'fold-button'}>
                <span aria-hidden="true" className="fold-mark" />
                {listTexts.title(datum.id, kind.id)}
              </Button>
            </Heading>
            <DisclosurePanel className="fold-body">
              {isUnfolded && <DatumFilter {...props} datum={datum} />}
            </DisclosurePanel>
          </Disclosure>
        );
      })}
      {closed.length > 0 && (
        <>
          <h3 className="closed-heading">{texts.closed}</h3>
          <p className="small">{texts.closedHint}</p>
          <ul className="closed">
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
