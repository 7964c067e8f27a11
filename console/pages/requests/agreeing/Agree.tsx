import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { AnswerView } from '../../../parts/AnswerView.js';
import { Cell } from '../../../parts/Cell.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { requestTexts } from '../../../texts/requests.js';
import { Line } from '../asking/Line.js';
import { AgreeSubject } from './agree.gql.js';

const texts = requestTexts.agree;

interface Agreeing {
  readonly request: string;
  readonly agency: string;
}

/** Agrees for one's own agency, which looked, that another one tells the person of it. */
export function Agree() {
  return <Fold title={texts.heading}>{() => <AgreeForm />}</Fold>;
}

function AgreeForm() {
  const [typed, type] = useState<Agreeing>({ request: '', agency: '' });
  const [agreed, agree] = useState<Agreeing>();
  const [lacking, setLacking] = useState<readonly string[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const stated = { request: typed.request.trim(), agency: typed.agency.trim() };
    const missing = (['request', 'agency'] as const).filter((name) => stated[name] === '');
    setLacking(missing);
    if (missing.length === 0) agree(stated);
  };
  const line = (name: keyof Agreeing) => (
    <Line
      label={texts[name]}
      value={typed[name]}
      set={(value) => {
        setLacking([]);
        agree(undefined);
        type({ ...typed, [name]: value });
      }}
      mistake={lacking.includes(name) ? requestTexts.leaveOut.needed : undefined}
    />
  );
  return (
    <>
      <p>{texts.about}</p>
      <Form className="ask-person" onSubmit={submit}>
        <div className="row">
          {line('request')}
          {line('agency')}
        </div>
        <Button type="submit" className="button main" isDisabled={agreed !== undefined}>
          {texts.button}
        </Button>
      </Form>
      {agreed && <Agreed of={agreed} />}
    </>
  );
}

/** Asked once for what was typed: each is an entry. */
function Agreed({ of }: { readonly of: Agreeing }) {
  return (
    <AnswerView asked={useAnswer(AgreeSubject, of)}>
      {(answer) =>
        answer.data.subjectAgreement ? (
          <p role="status">{texts.done}</p>
        ) : (
          <Cell answer={answer} path={['subjectAgreement']} field={texts.heading} />
        )
      }
    </AnswerView>
  );
}
