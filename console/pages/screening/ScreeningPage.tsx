import '../../styles/pages/screening.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useViewerClient } from '../../../client/bindings/react.js';
import { Page } from '../../parts/Page.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { useSession } from '../../shell/session.js';
import { screeningTexts as texts } from '../../texts/screening.js';
import { type Restriction, unrestricted } from '../search/asking/restriction.js';
import { createRun, type Run } from './asking/run.js';
import type { LineKind } from './lines/kindOf.js';
import { readLines, type ScreenLine } from './lines/readLines.js';
import { PasteForm } from './PasteForm.js';
import { Understood } from './Understood.js';
import { WorkPage } from './WorkPage.js';

/** Waiting for the server included; a list has more time than a question. */
const DEADLINE_MS = 120_000;

type Kinds = ReadonlyMap<number, LineKind>;

/** A pasted list: how each line was read, then a table to work through. */
export function ScreeningPage() {
  const [text, setText] = useRemembered('screening.text', '');
  const [kinds, setKinds] = useRemembered<Kinds>('screening.kinds', new Map());
  const [only, restrict] = useRemembered<Restriction>('screening.only', unrestricted);
  const [run, setRun] = useRemembered<Run | undefined>('screening.run', undefined);
  const [isRead, setRead] = useState(text !== '');
  const begin = useRunOf();
  if (run) {
    const change = () => {
      run.stop();
      setRun(undefined);
    };
    return <WorkPage run={run} change={change} />;
  }
  const list = readLines(text, kinds);
  const start = () => {
    const begun = begin(list.lines, only);
    setRun(begun);
    begun.start();
  };
  return (
    <Page title={texts.title} actions={<Link to="/">{texts.back}</Link>}>
      {isRead ? (
        <Understood
          list={list}
          only={only}
          restrict={restrict}
          choose={(line, kind) => setKinds(new Map(kinds).set(line, kind))}
          change={() => setRead(false)}
          start={start}
        />
      ) : (
        <PasteForm
          text={text}
          read={(pasted) => {
            setText(pasted);
            setKinds(new Map());
            setRead(true);
          }}
        />
      )}
    </Page>
  );
}

/** Makes a run that asks as this viewer, and notes each receipt. */
function useRunOf(): (lines: readonly ScreenLine[], only: Restriction) => Run {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  return (lines, only) =>
    createRun(lines, only, async ({ document, variables }, signal) => {
      const question = { query: document as string, variables: { ...variables } };
      const answer = await client.ask(question, { signal, deadlineMs: DEADLINE_MS });
      noteReceipt(document, answer.extensions);
      return answer;
    });
}
