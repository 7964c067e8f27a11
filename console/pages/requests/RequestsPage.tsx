import './noEval.js';
import '../../styles/pages/requests.css';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { AnswerView, Failure } from '../../parts/AnswerView.js';
import { Page } from '../../parts/Page.js';
import { answersPersons, useSession } from '../../shell/session.js';
import { requestTexts as texts } from '../../texts/requests.js';
import { Agree } from './agreeing/Agree.js';
import { AskForm } from './asking/AskForm.js';
import { DraftFile } from './draft/DraftFile.js';
import { DraftForm } from './draft/DraftForm.js';
import { Problem } from './draft/Problem.js';
import { FoundView } from './found/FoundView.js';
import { Letter } from './letter/Letter.js';
import { RequestList } from './list/RequestList.js';
import { useWork } from './useWork.js';
import { lastDraft, type Work } from './work.js';

/** From a person's request to a letter: the list of requests, what is held, the draft, the answer. */
export function RequestsPage() {
  const { officer, statement } = useSession();
  if (!answersPersons(officer, statement))
    return (
      <Page title={texts.title}>
        <p>{texts.noRight}</p>
      </Page>
    );
  return <Working />;
}

function Working() {
  const doing = useWork();
  const { work, asking } = doing;
  const [turn, setTurn] = useState(0);
  const [answers, setAnswers] = useState(0);
  const ask = (of: Pick<Work, 'typed' | 'decided'>) =>
    doing.search(of, (isAnswered) => {
      if (isAnswered) setAnswers((before) => before + 1);
      // The list has this request now, or another day of it.
      setTurn((before) => before + 1);
    });
  const { typed, decided, draft } = work;
  const again = (more: Partial<Work['decided']>) => ask({ typed, decided: { ...decided, ...more } });
  const isAsking = asking !== undefined && 'pages' in asking;
  return (
    <Page title={texts.title} actions={<Link to="/audit">{texts.back}</Link>}>
      <div className="work">
        <p>
          {texts.about} {texts.keeps}
        </p>
        <RequestList turn={turn} goOn={doing.goOn} />
        <AskForm
          key={work.begun}
          typed={typed}
          type={doing.type}
          ask={() => ask({ typed, decided })}
          anew={() => doing.goOn('', '')}
          isAsking={isAsking}
          isBegun={work.begun > 0}
        />
        {isAsking && (
          <p className="loading" role="status">
            {texts.pages(asking.pages)}
          </p>
        )}
        {asking && 'error' in asking && <Failure error={asking.error} />}
        <Found answers={answers}>{!isAsking && <Answer work={work} change={doing.change} again={again} />}</Found>
        <DraftFile draft={lastDraft(work)} open={doing.open} save={doing.save} />
        {draft && <DraftForm draft={draft} change={doing.change} />}
        <Agree />
      </div>
      {draft && <Letter draft={draft} onAnswered={() => setTurn((before) => before + 1)} />}
    </Page>
  );
}

/** Takes the focus at each new answer: what had it may be gone, and who does not see hears that it came. */
function Found({ answers, children }: { readonly answers: number; readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answers > 0) place.current?.querySelector('h2')?.focus();
  }, [answers]);
  return <div ref={place}>{children}</div>;
}

/** What was found, as it was answered, or as an opened draft has it. */
function Answer(props: {
  readonly work: Work;
  change(draft: NonNullable<Work['draft']>): void;
  again(more: Partial<Work['decided']>): void;
}) {
  const { work, change, again } = props;
  const { answer, draft, kept, decided, problem } = work;
  if (!answer) {
    if (!draft) return null;
    return (
      <>
        <p className="notice quiet-notice" role="status">
          {texts.draft.opened}
        </p>
        <FoundView subject={draft.answer} {...{ draft, decided, change, again }} />
      </>
    );
  }
  return (
    <AnswerView asked={{ state: 'answered', answer, again: () => again({}) }}>
      {({ data: { subject } }) => (
        <>
          {subject && <FoundView {...{ subject, draft, decided, change, again }} />}
          {problem !== undefined && <Problem title={texts.draft.none} error={problem} />}
          {kept && <p>{texts.draft.kept}</p>}
        </>
      )}
    </AnswerView>
  );
}
