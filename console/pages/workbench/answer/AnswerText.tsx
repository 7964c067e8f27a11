import { useMemo } from 'react';
import type { Answered } from '../../../../client/index.js';
import { useIsPrinting } from '../../../parts/table/useIsPrinting.js';
import { partTexts } from '../../../texts/parts.js';
import { workbenchTexts as texts } from '../../../texts/workbench.js';
import { answerReader } from '../editor/answerReader.js';
import { CodeArea } from '../editor/CodeArea.js';
import { type Mark, printAnswer } from './printAnswer.js';

/** An answer as text, with a mark at each place that is not shown in full. */
export function AnswerText({ answer }: { readonly answer: Answered }) {
  const printed = useMemo(() => printAnswer(answer), [answer]);
  const extensions = useMemo(() => answerReader(texts.answer, printed, wordsOf), [printed]);
  // On the screen only the lines in sight are in the page.
  if (useIsPrinting()) return <pre>{withMarks(printed.text, printed.marks)}</pre>;
  // An editor for each answer: marks of one never stand over the text of another.
  return (
    <CodeArea key={keyOf(printed)} className="code-area answer-area" value={printed.text} extensions={extensions} />
  );
}

function wordsOf({ cell }: Mark): string {
  const state = partTexts.chips[cell.state];
  return cell.state === 'unanswered' ? state : texts.mark(state, cell.category);
}

function withMarks(text: string, marks: readonly Mark[]): string {
  const ends = [0, ...marks.map(({ at }) => at)];
  const parts = ends.map((from, index) => text.slice(from, ends[index + 1]));
  return parts.map((part, index) => (index === 0 ? part : `  [${wordsOf(marks[index - 1] as Mark)}]${part}`)).join('');
}

const keys = new WeakMap<object, number>();
let made = 0;

function keyOf(printed: object): number {
  const key = keys.get(printed) ?? made++;
  keys.set(printed, key);
  return key;
}
