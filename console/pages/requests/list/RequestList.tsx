import { useEffect, useRef, useState } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Answered } from '../../../../client/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { type DataColumn, DataTable } from '../../../parts/table/DataTable.js';
import { type Asked, useAnswer } from '../../../parts/useAnswer.js';
import { instantWords } from '../../../parts/words.js';
import { requestTexts } from '../../../texts/requests.js';
import { SubjectRequests, type SubjectRequestsQuery } from './requests.gql.js';
import { isOverdue, type RequestRow, sortRequests } from './sortRequests.js';

const texts = requestTexts.list;

/** The requests of the agency, or of the mandate: open ones, the first to be answered first; then, where asked for, all. */
export function RequestList(props: {
  /** Another number where there is something new to list. */
  readonly turn: number;
  goOn(request: string, agency: string): void;
}) {
  const { turn, goOn } = props;
  const [view, setView] = useState<'open' | 'all'>('open');
  const asked = useAnswer(SubjectRequests, { open: view === 'open' ? true : null });
  useAgain(asked, turn);
  return (
    <section>
      <h2>{texts.heading}</h2>
      <ToggleButtonGroup
        className="views"
        aria-label={texts.show}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={(keys) => setView([...keys][0] as 'open' | 'all')}
      >
        {(['open', 'all'] as const).map((each) => (
          <ToggleButton key={each} id={each} className="button quiet view">
            {texts[each]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <AnswerView asked={asked}>{(answer) => <Listed answer={answer} goOn={goOn} />}</AnswerView>
    </section>
  );
}

/** Asks again at each other turn: what is in memory does not have what was just asked or answered. */
function useAgain(asked: Asked<unknown>, turn: number) {
  const listed = useRef(turn);
  const again = 'again' in asked ? asked.again : undefined;
  useEffect(() => {
    if (listed.current === turn || !again) return;
    listed.current = turn;
    again();
  }, [turn, again]);
}

function Listed(props: {
  readonly answer: Answered<SubjectRequestsQuery>;
  goOn(request: string, agency: string): void;
}) {
  const { answer, goOn } = props;
  const listed = answer.data.subjectRequests;
  if (!listed) return <Cell answer={answer} path={['subjectRequests']} field={texts.heading} />;
  if (listed.length === 0) return <p role="status">{texts.none}</p>;
  const today = new Date().toISOString().slice(0, 10);
  const rows = sortRequests(listed);
  return <DataTable caption={texts.heading} rows={rows} rowKey={({ id }) => id} columns={columnsOf(today, goOn)} />;
}

function columnsOf(today: string, goOn: (request: string, agency: string) => void): readonly DataColumn<RequestRow>[] {
  return [
    { id: 'id', title: texts.id, cell: ({ id }) => <bdi className="mono">{id}</bdi> },
    { id: 'agency', title: texts.agency, cell: ({ agency }) => <bdi>{agency}</bdi> },
    { id: 'askedAt', title: texts.askedAt, cell: ({ askedAt }) => askedAt && instantWords(askedAt) },
    { id: 'answerBy', title: texts.answerBy, cell: (row) => <AnswerBy row={row} today={today} /> },
    { id: 'asks', title: texts.asks, cell: ({ asks }) => asks, isNumber: true },
    { id: 'answeredAt', title: texts.answeredAt, cell: ({ answeredAt }) => answeredAt && instantWords(answeredAt) },
    {
      id: 'decision',
      title: texts.decision,
      cell: ({ decision }) => decision && (requestTexts.letter.decisions[decision] ?? decision),
    },
    {
      id: 'goOn',
      title: texts.goOn,
      // An answered one is asked under no more.
      cell: ({ id, agency, answeredAt }) =>
        !answeredAt && (
          <Button
            className="button quiet small-button"
            aria-label={texts.goOnOf(id)}
            onPress={() => goOn(id, agency ?? '')}
          >
            {texts.goOn}
          </Button>
        ),
    },
  ];
}

function AnswerBy({ row, today }: { readonly row: RequestRow; readonly today: string }) {
  return (
    <span className="unbroken">
      {row.answerBy}
      {isOverdue(row, today) && <strong className="overdue"> {texts.overdue}</strong>}
    </span>
  );
}
