import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { Failure, Loading } from '../../parts/AnswerView.js';
import { PrintSheet } from '../../parts/paper/PrintSheet.js';
import { ColumnChoice } from '../../parts/table/ColumnChoice.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { listTexts as texts } from '../../texts/lists.js';
import { rightsOf, schemaDocument } from './asking/rights.js';
import { FilterPanel } from './filters/FilterPanel.js';
import { filterOf } from './filters/filterOf.js';
import { TermTags } from './filters/TermTags.js';
import { type ListKind, marking } from './kinds/kind.js';
import { OnMap } from './map/OnMap.js';
import { Rows } from './Rows.js';
import { Total } from './Total.js';
import { TakeAlong } from './taking/TakeAlong.js';
import { OverTime } from './time/OverTime.js';
import { type ListParts, useListState } from './useListState.js';

/** A list: first what of it this viewer may use, then the rest. */
export function List({ kind }: { readonly kind: ListKind }) {
  const asked = useAnswer(schemaDocument(kind), {});
  if (asked.state === 'failed') return <Failure error={asked.error} again={asked.again} />;
  if (asked.state !== 'answered') return <Loading />;
  const rights = rightsOf(kind, asked.answer.data);
  if (rights.mayList) return <Lent kind={kind} rights={rights} />;
  return (
    <div className="notice">
      <p>{texts.notLent(texts.title(kind.id))}</p>
      <p>
        {texts.notLentHint} <Link to="/view">{texts.view}</Link>
      </p>
    </div>
  );
}

function Lent({ kind, rights }: Omit<ListParts, 'state'>) {
  const visible = kind.columns.filter(rights.maySee);
  const { order } = kind;
  const state = useListState(kind.id, {
    shown: visible.filter(({ isFirst }) => isFirst).map(({ id }) => id),
    order: order && rights.mayOrder(order.field) ? order : undefined,
  });
  const [isNarrowing, setNarrowing] = useState(false);
  const { terms, shown } = state;
  const filter = useMemo(() => filterOf(kind, terms), [kind, terms]);
  const columns = visible.filter(({ id }) => shown.includes(id));
  const parts = { kind, rights, state };
  const [marked, mark] = useState('');
  const isMarked = columns.some(({ id }) => id === marking.id);
  const choices = visible.map(({ id }) => ({ id, title: texts.title(id, kind.id) }));
  const closed = kind.columns.filter((column) => !rights.maySee(column)).map(({ id }) => texts.title(id, kind.id));
  const note = closed.length > 0 ? texts.columnsClosed(closed.join(texts.terms.and)) : undefined;
  return (
    <PrintSheet marking={isMarked ? marked : texts.notMarked}>
      <div className="list">
        <div className={isNarrowing ? 'list-side' : 'list-side list-folded'}>
          <Button
            className="button quiet list-fold"
            aria-expanded={isNarrowing}
            onPress={() => setNarrowing(!isNarrowing)}
          >
            {isNarrowing ? texts.filters.hide : texts.filters.show}
          </Button>
          <FilterPanel {...parts} />
        </div>
        <div>
          <div className="list-head">
            <Total kind={kind} filter={filter} />
            <div className="actions not-print">
              <ColumnChoice columns={choices} shown={shown} onShown={state.show} note={note} />
              <TakeAlong kind={kind} columns={columns} filter={filter} order={state.order} />
            </div>
          </div>
          <TermTags kind={kind} state={state} />
          <OverTime {...parts} filter={filter} />
          <OnMap {...parts} />
          <Rows {...parts} columns={columns} filter={filter} mark={mark} />
        </div>
      </div>
    </PrintSheet>
  );
}
