import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { identifications } from '../../../../subject/index.js';
import { Choice } from '../../../parts/controls/Choice.js';
import { requestTexts } from '../../../texts/requests.js';
import { DocumentFields } from './DocumentFields.js';
import { Line } from './Line.js';
import { isNameAlone, type Mistake, mistakesIn, type Typed } from './typed.js';

const texts = requestTexts.ask;

/** Who asks, and how the officer made sure of it. Purpose and case are the statement's, as on every page. */
export function AskForm(props: {
  readonly typed: Typed;
  type(typed: Typed): void;
  ask(): void;
  /** Begins with another person. */
  anew(): void;
  readonly isAsking: boolean;
  /** Whether another was begun before: its name is typed next. */
  readonly isBegun: boolean;
}) {
  const { typed, type, ask, anew, isAsking, isBegun } = props;
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = mistakesIn(typed);
    setMistakes(wrong);
    if (wrong.length === 0) ask();
  };
  const set = (change: Partial<Typed>) => {
    setMistakes([]);
    type({ ...typed, ...change });
  };
  const text = (name: 'name' | 'birthDate' | 'eori' | 'request' | 'agency') => ({
    label: texts[name],
    value: typed[name],
    set: (value: string) => set({ [name]: value }),
  });
  const mistake = (name: Mistake) => (mistakes.includes(name) ? texts.mistakes[name] : undefined);
  return (
    <section>
      <h2>{texts.heading}</h2>
      <Form className="ask-person" onSubmit={submit}>
        <div className="row">
          <Line
            {...text('name')}
            isFirst={isBegun && typed.name === ''}
            hint={texts.nameHint}
            mistake={mistake('name')}
          />
          <Line {...text('birthDate')} isDate mistake={mistake('birthDate')} />
          <Line {...text('eori')} />
        </div>
        <DocumentFields documents={typed.documents} set={(documents) => set({ documents })} mistake={mistake} />
        <div className="row">
          <div>
            <Choice
              label={texts.identifiedBy}
              value={typed.identifiedBy}
              onChange={(identifiedBy) => set({ identifiedBy })}
              options={identifications.map((id) => ({ id, text: texts.identified[id] }))}
            />
            {mistakes.includes('identifiedBy') && (
              <p className="fault" role="alert">
                {texts.mistakes.identifiedBy}
              </p>
            )}
          </div>
          <Line {...text('request')} hint={texts.requestHint} />
          <Line {...text('agency')} hint={texts.agencyHint} />
        </div>
        {isNameAlone(typed) && <p className="small">{texts.nameAlone}</p>}
        <p className="actions">
          <Button type="submit" className="button main" isPending={isAsking}>
            {texts.button}
          </Button>
          {typed.request !== '' && (
            <Button className="button" onPress={anew}>
              {texts.anew}
            </Button>
          )}
        </p>
      </Form>
    </section>
  );
}
