import { useState } from 'react';
import { type Answered, Refusal } from '../../../client/index.js';
import { Failure, ReceiptLine } from '../../parts/AnswerView.js';
import { CopyButton } from '../../parts/controls/CopyButton.js';
import { TabSet } from '../../parts/controls/TabSet.js';
import { numberWords } from '../../parts/words.js';
import { workbenchTexts as texts } from '../../texts/workbench.js';
import { AnswerText } from './answer/AnswerText.js';
import { ErrorTable } from './answer/ErrorTable.js';
import { HistoryTable } from './answer/HistoryTable.js';
import { MissingTable } from './answer/MissingTable.js';
import { WithheldTable } from './answer/WithheldTable.js';
import type { Ran, Run } from './useRun.js';

/** What came of the last run, and the runs before it. */
export function AnswerPane(props: {
  readonly run: Run;
  readonly history: readonly Ran[];
  load(query: string, variables: string): void;
}) {
  const { run, history, load } = props;
  const [tab, setTab] = useState('answer');
  const answer = run.state === 'answered' ? run.answer : undefined;
  const errors = errorsOf(run);
  const withheld = answer?.extensions.withheld ?? [];
  const tabs = [
    { id: 'answer', title: texts.tabs.answer, content: () => <Answer run={run} /> },
    ...(answer
      ? [
          {
            id: 'withheld',
            title: texts.tabs.withheld(withheld.length),
            content: () => <WithheldTable lines={withheld} />,
          },
        ]
      : []),
    ...(errors.length > 0
      ? [{ id: 'errors', title: texts.tabs.errors(errors.length), content: () => <ErrorTable errors={errors} /> }]
      : []),
    {
      id: 'history',
      title: texts.tabs.history(history.length),
      content: () => <HistoryTable history={history} load={load} />,
    },
  ];
  const chosen = tabs.some(({ id }) => id === tab) ? tab : 'answer';
  return (
    <section className="bench-answer" aria-label={texts.answer}>
      <TabSet label={texts.answer} tabs={tabs} chosen={chosen} onChoose={setTab} />
    </section>
  );
}

function errorsOf(run: Run) {
  if (run.state === 'answered') return run.answer.errors ?? [];
  return run.state === 'failed' && run.error instanceof Refusal ? run.error.errors : [];
}

function Answer({ run }: { readonly run: Run }) {
  if (run.state === 'idle') return <p className="small">{texts.idle}</p>;
  if (run.state === 'running')
    return (
      <p className="loading" role="status">
        {texts.running}
      </p>
    );
  if (run.state === 'failed')
    return (
      <>
        <Failure error={run.error} />
        {run.error instanceof Refusal && run.error.receipt && (
          <ReceiptLine answer={{ extensions: { requestId: run.error.requestId ?? '', audit: run.error.receipt } }} />
        )}
      </>
    );
  return <Came answer={run.answer} ms={run.ms} />;
}

function Came({ answer, ms }: { readonly answer: Answered; readonly ms: number }) {
  return (
    <>
      <div className="came">
        <span role="status">{texts.took(numberWords(Math.round(ms)))}</span>
        <ReceiptLine answer={answer} />
        <CopyButton label={texts.copyAnswer} text={() => JSON.stringify(answer.data, null, 2)} isQuiet />
      </div>
      <MissingTable answer={answer} />
      {answer.extensions.advice?.map(({ path, message, hint }) => (
        <p key={path} className="notice">
          {message} {hint}
        </p>
      ))}
      <AnswerText answer={answer} />
    </>
  );
}
