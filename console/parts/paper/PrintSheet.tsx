import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Receipt } from '../../../client/index.js';
import { useSession } from '../../shell/session.js';
import { partTexts as texts } from '../../texts/parts.js';
import { constantWords, instantWords } from '../words.js';
import { highestMarking } from './highestMarking.js';
import { type NoteShown, type ShownAnswer, ShownOnPaper } from './shownOnPaper.js';

/**
 * What is printed as a sheet: each page of paper has the marking at its head and foot, who asked, what for, when it was
 * printed, and where the answers stand in the log. On the screen it adds nothing.
 */
export function PrintSheet(props: {
  /** Classification and handling, in words; absent: the highest of the records that it shows. */
  readonly marking?: string;
  readonly children: ReactNode;
}) {
  const { children } = props;
  const { officer, statement } = useSession();
  const at = usePrintedAt();
  const [answers, setAnswers] = useState<ReadonlySet<ShownAnswer>>(new Set());
  const note = useCallback<NoteShown>((answer) => {
    setAnswers((before) => new Set([...before, answer]));
    return () => setAnswers((before) => new Set([...before].filter((each) => each !== answer)));
  }, []);
  const marking = props.marking ?? highestMarking([...answers].map(({ data }) => data));
  const receipts = [...answers].flatMap(({ extensions: { audit } }) => (audit ? [receiptWords(audit)] : []));
  return (
    <ShownOnPaper value={note}>
      <div className="sheet">
        <div className="sheet-head" aria-hidden="true">
          <div>
            <p className="sheet-marking">
              <bdi>{marking}</bdi>
            </p>
            <p>
              <bdi>
                {[
                  texts.printedFor(officer.agency, constantWords(officer.role)),
                  texts.printedPurpose(constantWords(statement.purpose)),
                  ...(statement.caseReference === undefined ? [] : [texts.printedCase(statement.caseReference)]),
                  at && texts.printed(at),
                ].join(' · ')}
              </bdi>
            </p>
          </div>
        </div>
        <div className="sheet-body">
          <div>{children}</div>
        </div>
        <div className="sheet-foot" aria-hidden="true">
          <div>
            {receipts.length > 0 && <p>{texts.printedReceipts([...new Set(receipts)])}</p>}
            <p className="sheet-marking">
              <bdi>{marking}</bdi>
            </p>
          </div>
        </div>
      </div>
    </ShownOnPaper>
  );
}

const receiptWords = ({ log, index, leafHash }: Receipt) => `${log} ${index} (${leafHash.slice(0, 16)})`;

function usePrintedAt(): string {
  const [at, setAt] = useState('');
  useEffect(() => {
    // The browser draws the paper as soon as its listeners are done.
    const note = () => flushSync(() => setAt(instantWords(new Date().toISOString())));
    addEventListener('beforeprint', note);
    return () => removeEventListener('beforeprint', note);
  }, []);
  return at;
}
