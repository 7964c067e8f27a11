import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useViewerClient } from '../../../../client/bindings/react.js';
import type { Answered } from '../../../../client/index.js';
import { leftOutInputs } from '../../../../subject/index.js';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import type { Asked } from '../../../parts/useAnswer.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { outcomeOf, useSession } from '../../../shell/session.js';
import { requestTexts } from '../../../texts/requests.js';
import { AnswerSubject, type AnswerSubjectQuery } from './answer.gql.js';
import type { Decided } from './decided.js';

const texts = requestTexts.letter;

interface Recorded {
  readonly sha256: string;
  readonly answer: Answered<AnswerSubjectQuery>;
}

/** Says to the log that the request is answered by this letter, and shows the entry, which is proven on its page. */
export function AnswerRecord(props: { readonly decided: Decided; readonly request: string; onAnswered(): void }) {
  const { decided, request, onAnswered } = props;
  const [recorded, setRecorded] = useRemembered<Recorded | undefined>(`requests.recorded.${request}`, undefined);
  const [asked, setAsked] = useState<Asked<AnswerSubjectQuery>>({ state: 'idle' });
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  const record = async () => {
    const { sha256: letterSha256, decision, leftOut } = decided;
    const variables = { request, letterSha256, decision, leftOut: leftOutInputs(leftOut) };
    setAsked({ state: 'loading' });
    try {
      const answer = await client.ask<AnswerSubjectQuery>({ query: AnswerSubject, variables }, { again: true });
      noteReceipt(AnswerSubject, answer.extensions);
      setAsked({ state: 'idle' });
      setRecorded({ sha256: letterSha256, answer });
      onAnswered();
    } catch (error) {
      noteReceipt(AnswerSubject, outcomeOf(error));
      setAsked({ state: 'failed', error, again: () => void record() });
    }
  };
  const isOfThis = recorded?.sha256 === decided.sha256;
  return (
    <>
      <p className="actions">
        <Button className="button main" isDisabled={isOfThis || asked.state === 'loading'} onPress={record}>
          {texts.record}
        </Button>
        <span className="small">{texts.recordHint}</span>
      </p>
      <AnswerView asked={asked}>{() => null}</AnswerView>
      {recorded && (
        <AnswerView asked={{ state: 'answered', answer: recorded.answer, again: () => void record() }}>
          {(answer) => <Entry answer={answer} isOfThis={isOfThis} />}
        </AnswerView>
      )}
    </>
  );
}

function Entry({ answer, isOfThis }: { readonly answer: Answered<AnswerSubjectQuery>; readonly isOfThis: boolean }) {
  const { audit } = answer.extensions;
  if (!answer.data.subjectAnswer) return <Cell answer={answer} path={['subjectAnswer']} field={texts.record} />;
  return (
    <p role="status">
      {isOfThis ? texts.recorded : texts.changed}{' '}
      {audit && (
        <Link to="/audit/$log/$index" params={{ log: audit.log, index: String(audit.index) }}>
          {texts.entry}
        </Link>
      )}
    </p>
  );
}
