import { type FormEvent, useMemo, useState } from 'react';
import {
  Button,
  ComboBox,
  FieldError,
  Form,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import type { Answered } from '../../../client/index.js';
import { AnswerView } from '../../parts/AnswerView.js';
import { Cell } from '../../parts/Cell.js';
import { fieldsOf } from '../../parts/coordinates.gql.js';
import { useAnswer } from '../../parts/useAnswer.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { viewTexts } from '../../texts/view.js';
import { EffectMark } from './EffectMark.js';
import { coordinatesOf, findCoordinates } from './fields.js';
import { type ExplainFieldQuery, ExplainField as Question } from './view.gql.js';

const { explain: texts, access } = viewTexts;
const all = coordinatesOf(fieldsOf);
const known = new Set(all);

/** Asks why not more of a field is shown, and what would give more. */
export function ExplainField() {
  const [asked, setAsked] = useRemembered<string | undefined>('view.explained', undefined);
  const [text, setText] = useState(asked ?? '');
  const [isUnknown, setUnknown] = useState(false);
  const found = useMemo(() => findCoordinates(all, text).map((id) => ({ id })), [text]);
  const answer = useAnswer(Question, asked === undefined ? undefined : { field: asked });
  const ask = (field: string) => {
    setUnknown(!known.has(field));
    if (known.has(field)) setAsked(field);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(text.trim());
  };
  return (
    <>
      <p>{texts.about}</p>
      <Form className="explain-form" onSubmit={submit}>
        <ComboBox
          className="choice"
          inputValue={text}
          onInputChange={(next) => {
            setText(next);
            setUnknown(false);
          }}
          onChange={(key) => {
            if (key === null) return;
            setText(String(key));
            ask(String(key));
          }}
          items={found}
          allowsCustomValue
          isInvalid={isUnknown}
          validationBehavior="aria"
        >
          <Label>{texts.label}</Label>
          <Input className="mono" autoComplete="off" spellCheck="false" />
          <Text slot="description">{texts.hint}</Text>
          <FieldError>{texts.unknown}</FieldError>
          <Popover className="popover">
            <ListBox<{ id: string }> className="options">
              {({ id }) => (
                <ListBoxItem id={id} textValue={id} className="option mono">
                  {id}
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
        <Button type="submit" className="button">
          {texts.ask}
        </Button>
      </Form>
      <AnswerView asked={answer} idle={<p className="small">{texts.idle}</p>}>
        {(came) => <Explained answer={came} />}
      </AnswerView>
    </>
  );
}

function Explained({ answer }: { readonly answer: Answered<ExplainFieldQuery> }) {
  const explained = answer.data.viewer?.explain;
  if (!explained) return <Cell answer={answer} path={['viewer', 'explain']} field={texts.label} />;
  const { field, most, words, reason, category, legalBasis, ways } = explained;
  return (
    <section className="explained">
      <h2>
        <bdi className="mono">{field}</bdi>
      </h2>
      <dl className="fields">
        <dt>{texts.most}</dt>
        <dd>
          <EffectMark of={most} />
          <p>{words}</p>
          {reason && <p className="small">{access.why(reason)}</p>}
        </dd>
        <dt>{texts.category}</dt>
        <dd className="mono">{category}</dd>
        <dt>{texts.legalBasis}</dt>
        <dd>{legalBasis}</dd>
        <dt>{texts.ways}</dt>
        <dd>
          {ways.length === 0 ? (
            most === 'FULL' ? (
              texts.all
            ) : (
              texts.noWay
            )
          ) : (
            <ul className="ways">
              {ways.map(({ effect, changes }) => (
                <li key={`${effect} ${changes.join()}`}>{texts.way(access.effects[effect] ?? effect, changes)}</li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
