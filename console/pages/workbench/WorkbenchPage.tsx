import '../../styles/pages/workbench.css';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useViewerClient } from '../../../client/bindings/react.js';
import { Refusal } from '../../../client/index.js';
import { CopyButton } from '../../parts/controls/CopyButton.js';
import { Page } from '../../parts/Page.js';
import { numberWords } from '../../parts/words.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { workbenchTexts as texts } from '../../texts/workbench.js';
import { AnswerPane } from './AnswerPane.js';
import { Examples } from './Examples.js';
import { CodeArea } from './editor/CodeArea.js';
import { questionEditor } from './editor/questionEditor.js';
import { variablesEditor } from './editor/variablesEditor.js';
import { FindingList } from './FindingList.js';
import { OperationChoice } from './OperationChoice.js';
import { curlOf } from './question/curlOf.js';
import { examples } from './question/examples.js';
import { SchemaState } from './SchemaState.js';
import { type TypedQuestion, useQuestion } from './useQuestion.js';
import { useRun } from './useRun.js';
import { useSchema } from './useSchema.js';

/** Asks the graph in its own language. */
export function WorkbenchPage() {
  const client = useViewerClient();
  const held = useSchema();
  const { schema } = held;
  const [text, setText] = useRemembered('workbench.text', examples[0]?.query ?? '');
  const [variables, setVariables] = useRemembered('workbench.variables', '');
  const [cursor, setCursor] = useState(0);
  const question = useQuestion({ text, variables, schema, cursor });
  const { run, history, start, cancel } = useRun();

  const { asked } = question;
  const go = useRef<() => void>(undefined);
  go.current = () => void (asked && start(asked, variables));
  const pressed = useCallback(() => go.current?.(), []);
  const questionExtensions = useMemo(() => questionEditor(texts.question, schema, pressed), [schema, pressed]);
  const variablesExtensions = useMemo(() => variablesEditor(texts.variables, pressed), [pressed]);
  const load = (query: string, given: string) => {
    setText(query);
    setVariables(given);
  };

  return (
    <Page
      title={texts.title}
      actions={
        <>
          <Examples onChoose={({ query, variables: given = '' }) => load(query, given)} />
          <CopyButton
            label={texts.copyCurl}
            isDisabled={!asked}
            text={() => (asked ? curlOf(asked, client.viewer) : '')}
            done={texts.copiedCurl}
          />
          {run.state === 'running' ? (
            <Button className="button" onPress={cancel}>
              {texts.cancel}
            </Button>
          ) : (
            <Button className="button main" isDisabled={!asked} onPress={pressed}>
              {texts.run}
            </Button>
          )}
        </>
      }
    >
      <p className="not-print">{texts.about}</p>
      <div className="bench">
        <section className="bench-question" aria-label={texts.question}>
          <h2>{texts.question}</h2>
          <CodeArea
            className="code-area question-area"
            value={text}
            extensions={questionExtensions}
            diagnostics={question.diagnostics}
            onChange={setText}
            onCursor={setCursor}
          />
          <p className="small described-line">{question.described || texts.keys}</p>
          <h2>{texts.variables}</h2>
          <CodeArea
            className="code-area variables-area"
            value={variables}
            extensions={variablesExtensions}
            onChange={setVariables}
          />
          <OperationChoice of={question} />
          <p className="small">{costWords(question, run.state === 'failed' ? run.error : undefined)}</p>
          <FindingList of={question} />
          <SchemaState of={held} />
        </section>
        <AnswerPane run={run} history={history} load={load} />
      </div>
    </Page>
  );
}

/** What a question may return; a refusal says what is allowed. */
function costWords({ cost, findings }: TypedQuestion, error: unknown): string {
  const facts = error instanceof Refusal ? error.errors[0]?.extensions : undefined;
  const [refused, limit] = [facts?.cost, facts?.limit];
  if (typeof limit === 'number' && typeof refused === 'number')
    return texts.costLimited(numberWords(cost ?? refused), numberWords(limit));
  if (cost === undefined) return texts.costUnknown;
  const isPart = findings.some(({ kind }) => kind === 'notInView');
  return isPart ? texts.costInView(numberWords(cost)) : texts.cost(numberWords(cost));
}
