import { type FormEvent, useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { Choice } from '../../../parts/controls/Choice.js';
import { constantWords } from '../../../parts/words.js';
import { auditTexts as texts } from '../../../texts/audit.js';
import { type InputName, kinds, type LogQuestion, MANY, missingOf, type Typed } from './questions.js';

const any = { id: '', text: texts.any };
const choices: Readonly<Partial<Record<InputName, readonly { readonly id: string; readonly text: string }[]>>> = {
  type: Object.entries(texts.numberTypes).map(([id, text]) => ({ id, text })),
  kind: [any, ...kinds.map((id) => ({ id, text: constantWords(id) }))],
};

/** What a question needs to be asked. */
export function QuestionForm(props: {
  readonly question: LogQuestion;
  readonly typed: Typed;
  onTyped(typed: Typed): void;
  ask(): void;
}) {
  const { question, typed, onTyped, ask } = props;
  const [missing, setMissing] = useState<readonly InputName[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = missingOf(question, typed);
    setMissing(lacks);
    if (lacks.length === 0) ask();
  };
  const set = (name: InputName, value: string) => {
    setMissing(missing.filter((each) => each !== name));
    onTyped({ ...typed, [name]: value });
  };
  return (
    <Form className="question-form" onSubmit={submit}>
      {question.inputs.map((name) => {
        const options = choices[name];
        const value = typed[name] ?? (name === 'least' ? String(MANY) : '');
        if (options)
          return (
            <Choice
              key={name}
              label={texts.inputs[name]}
              value={value}
              onChange={(next) => set(name, next)}
              options={options}
            />
          );
        return (
          <TextField
            key={name}
            value={value}
            onChange={(next) => set(name, next)}
            isInvalid={missing.includes(name)}
            validationBehavior="aria"
            autoComplete="off"
          >
            <Label>{texts.inputs[name]}</Label>
            <Input {...inputOf(name)} spellCheck="false" />
            {texts.hints[name] && <Text slot="description">{texts.hints[name]}</Text>}
            <FieldError>{texts.needed}</FieldError>
          </TextField>
        );
      })}
      <Button type="submit" className="button main">
        {texts.ask}
      </Button>
    </Form>
  );
}

function inputOf(name: InputName) {
  if (name === 'from' || name === 'through') return { type: 'date' };
  if (name === 'least') return { inputMode: 'numeric' as const };
  return {};
}
