import { useState } from 'react';
import { Choice } from '../../../parts/controls/Choice.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { useRemembered } from '../../../shell/pageMemory.js';
import { auditTexts as texts } from '../../../texts/audit.js';
import { Counted } from './Counted.js';
import { Found } from './Found.js';
import { QuestionForm } from './QuestionForm.js';
import { filterOf, monthOf, type QuestionId, questions, type Typed } from './questions.js';

/** The ready questions, each a form, and what the log answers. Nothing is asked before somebody presses the button. */
export function AskLog() {
  const [id, setId] = useRemembered<QuestionId>('audit.question', 'LooksInAMonth');
  const [typed, setTyped] = useRemembered<Typed>('audit.typed', monthOf(new Date()));
  const [asked, setAsked] = useRemembered<{ readonly id: QuestionId; readonly typed: Typed } | undefined>(
    'audit.asked',
    undefined,
  );
  const [turn, setTurn] = useState(0);
  const question = questions.find((each) => each.id === id) ?? questions[0];
  const ask = (of: Typed) => {
    setTyped(of);
    setAsked({ id, typed: of });
    setTurn(turn + 1);
  };
  const isAsked = asked?.id === id;
  return (
    <>
      <div className="question">
        <Choice
          label={texts.questions.label}
          value={id}
          onChange={(next) => setId(next as QuestionId)}
          options={questions.map((each) => ({
            id: each.id,
            text: texts.questions[each.id][0],
            note: texts.questions[each.id][1],
          }))}
        />
      </div>
      <p className="small question-note">{texts.questions[id][1]}</p>
      <QuestionForm key={id} question={question} typed={typed} onTyped={setTyped} ask={() => ask(typed)} />
      {isAsked && id === 'LooksCounted' && <Counted key={turn} filter={filterOf(question, asked.typed)} />}
      {isAsked && id === 'Entries' && (
        <Fold title={texts.distribution}>
          {() => (
            <Counted
              filter={filterOf(question, asked.typed)}
              narrow={(input, value) => ask({ ...asked.typed, [input]: value })}
            />
          )}
        </Fold>
      )}
      {isAsked && id !== 'LooksCounted' && <Found key={turn} id={id} filter={filterOf(question, asked.typed)} />}
    </>
  );
}
