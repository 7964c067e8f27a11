import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { type Draft, writeLeftOut } from '../../../../subject/index.js';
import { downloadFile } from '../../../parts/download.js';
import { requestTexts } from '../../../texts/requests.js';
import { Problem } from '../draft/Problem.js';
import { AnswerRecord } from './AnswerRecord.js';
import { type Decided, decide } from './decided.js';
import { LetterView } from './LetterView.js';

const texts = requestTexts.letter;

/** The letter of a draft, or what it lacks still; its files; its entry in the log. */
export function Letter({ draft, onAnswered }: { readonly draft: Draft; onAnswered(): void }) {
  const [isShown, show] = useState(false);
  const made = useMemo(() => tryDecide(draft), [draft]);
  if ('error' in made)
    return (
      <section className="work">
        <h2>{texts.heading}</h2>
        <Problem title={texts.notYet} error={made.error} />
      </section>
    );
  const { decided } = made;
  return (
    <>
      <section className="work">
        <h2>{texts.heading}</h2>
        <p>
          {`${texts.decision}: `}
          <strong>{texts.decisions[decided.decision]}</strong>
        </p>
        <Files decided={decided} id={draft.answer.id} show={() => show(!isShown)} isShown={isShown} />
        <p className="small">
          {`${texts.hash}: `}
          <span className="code hash">{decided.sha256}</span>
        </p>
        <AnswerRecord key={draft.answer.id} decided={decided} request={draft.answer.id} onAnswered={onAnswered} />
      </section>
      {isShown && <LetterView letter={decided.letter} />}
    </>
  );
}

function tryDecide(draft: Draft): { readonly decided: Decided } | { readonly error: unknown } {
  try {
    return { decided: decide(draft) };
  } catch (error) {
    return { error };
  }
}

function Files(props: { readonly decided: Decided; readonly id: string; readonly isShown: boolean; show(): void }) {
  const { decided, id, isShown, show } = props;
  const { files: written, leftOut } = decided;
  const { files } = texts;
  const save = (label: string, name: string, type: string, write: () => string) => (
    <Button className="button" onPress={() => downloadFile(name, new Blob([write()], { type }))}>
      {label}
    </Button>
  );
  return (
    <>
      <p className="actions">
        <Button className="button" aria-pressed={isShown} onPress={show}>
          {texts.show}
        </Button>
        {isShown && (
          <Button className="button" onPress={() => window.print()}>
            {texts.print}
          </Button>
        )}
        {save(texts.saveHtml, files.html(id), 'text/html', () => written['letter.html'])}
        {save(texts.saveJson, files.json(id), 'application/json', () => written['letter.json'])}
        {save(texts.saveCsv, files.csv(id), 'text/csv', () => written['letter.csv'])}
      </p>
      <p className="actions">
        {save(texts.saveLeftOut, files.leftOut(id), 'application/json', () => writeLeftOut(leftOut))}
        <span className="small">{texts.leftOutHint}</span>
      </p>
    </>
  );
}
