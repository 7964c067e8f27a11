import { useMemo } from 'react';
import { Missing } from '../../../parts/AnswerView.js';
import { Choice } from '../../../parts/controls/Choice.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { listTexts } from '../../../texts/lists.js';
import { type Histogram, histogramDocument } from '../asking/documents.js';
import type { FilterInput } from '../filters/filterOf.js';
import type { Term } from '../filters/terms.js';
import type { ListTime } from '../kinds/kind.js';
import { NotCounted } from '../NotCounted.js';
import { countWords } from '../Total.js';
import type { ListParts } from '../useListState.js';
import { BarPicture } from './BarPicture.js';
import { BarTable } from './BarTable.js';
import { type Bars, barsOf, type Count } from './barsOf.js';
import { type Interval, intervalsOf, spanOver, usualInterval } from './intervals.js';

const texts = listTexts.overTime;

/** How many rows there are over a time; asked when it is unfolded. */
export function OverTime(props: ListParts & { readonly filter: FilterInput | undefined }) {
  const { kind, rights, state } = props;
  const times = kind.times.filter(({ id }) => rights.mayDate(id));
  return (
    <Fold
      title={texts.heading}
      className="list-section"
      isOpen={state.open.includes('time')}
      onOpen={(isOpen) => state.unfold('time', isOpen)}
    >
      {() => (times.length > 0 ? <Timed {...props} times={times} /> : <p>{texts.notCountable}</p>)}
    </Fold>
  );
}

function Timed(props: ListParts & { readonly filter: FilterInput | undefined; readonly times: readonly ListTime[] }) {
  const { kind, state, filter, times } = props;
  const [id, setId] = useRemembered(`lists.${kind.id}.time`, times[0]?.id ?? '');
  const [chosen, setChosen] = useRemembered<Interval | undefined>(`lists.${kind.id}.interval`, undefined);
  const time = times.find((each) => each.id === id) ?? times[0];
  const term = time?.datum === undefined ? undefined : state.terms[time.datum];
  const offered = intervalsOf(time?.isDate ?? false);
  const interval = offered.find((each) => each === chosen) ?? usualInterval(term, time?.isDate ?? false);
  const asked = useAnswer(histogramDocument(kind), time && { filter, by: time.id, interval });
  const narrow = narrowing(time, (next) => time?.datum !== undefined && state.narrow(time.datum, next), interval);
  return (
    <>
      <div className="actions not-print">
        {times.length > 1 && (
          <Choice
            label={texts.which}
            value={time?.id ?? ''}
            onChange={setId}
            options={times.map((each) => ({ id: each.id, text: listTexts.time(each.id) }))}
          />
        )}
        <Choice
          label={texts.interval}
          value={interval}
          onChange={(next) => setChosen(offered.find((each) => each === next))}
          options={offered.map((each) => ({ id: each, text: texts.intervals[each] }))}
        />
      </div>
      {asked.state === 'failed' && <NotCounted error={asked.error} again={asked.again} />}
      {asked.state === 'loading' && <p className="loading list-plot-area">{listTexts.found.counting}</p>}
      {asked.state === 'answered' && (
        <>
          <Missing answer={asked.answer} again={asked.again} />
          <Drawn
            histogram={asked.answer.data.list?.histogram ?? null}
            title={listTexts.time(time?.id ?? '')}
            {...{ interval, narrow }}
            isSingle={time?.isDate ?? false}
          />
        </>
      )}
    </>
  );
}

/** Narrows to the days of some bars, where the graph narrows by that date at all. */
function narrowing(time: ListTime | undefined, narrow: (term: Term) => void, interval: Interval) {
  if (time?.datum === undefined) return undefined;
  return (first: string, last: string) => {
    // A date that may be a year alone is narrowed by how it begins, which one bar says.
    if (time.isDate) narrow({ is: 'begins', text: first });
    else narrow({ is: 'span', ...spanOver(first, last, interval) });
  };
}

function Drawn(props: {
  readonly histogram: Histogram | null;
  readonly title: string;
  readonly interval: Interval;
  readonly narrow: ((first: string, last: string) => void) | undefined;
  readonly isSingle: boolean;
}) {
  const { histogram, title, interval, narrow, isSingle } = props;
  const drawn = useMemo<Bars>(
    () => barsOf(histogram?.buckets ?? [], interval, histogram?.more ?? false),
    [histogram, interval],
  );
  if (!histogram) return null;
  const { buckets, more, none, notShown } = histogram;
  if (!buckets || (buckets.length === 0 && more)) return <p>{texts.tooLong}</p>;
  if (drawn.bars.length === 0) return <p>{texts.empty}</p>;
  return (
    <>
      <BarPicture bars={drawn.bars} {...{ title, narrow, isSingle }} />
      <ul className="list-plot-notes small">
        {more && <li>{texts.more}</li>}
        {isSome(none) && <li>{texts.none(countWords(none))}</li>}
        {drawn.coarse > 0 && <li>{texts.coarse(String(drawn.coarse))}</li>}
        {isSome(notShown) && <li>{texts.notShown(countWords(notShown))}</li>}
      </ul>
      <BarTable bars={drawn.bars} title={title} narrow={narrow} />
    </>
  );
}

const isSome = (count: Count | null): count is Count => count !== null && count.number !== 0;
