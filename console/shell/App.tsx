import { useCallback, useEffect, useMemo, useState } from 'react';
import { createClients, type Statement } from '../../client/index.js';
import type { ConsoleSettings } from '../settings.js';
import type { Officer } from '../signIn/door.js';
import type { Opening } from '../signIn/open.js';
import { SignIn } from '../signIn/SignIn.js';
import { type Begun, StatementForm } from '../signIn/StatementForm.js';
import { shellTexts } from '../texts/shell.js';
import { IdleWatch } from './IdleWatch.js';
import { useLoseWork } from './LoseWork.js';
import { leavePage } from './router.js';
import { type NotedReceipt, operationOf, type Session } from './session.js';
import { isUnsaved } from './unsaved.js';
import { Viewing } from './Viewing.js';

type Stage =
  | { readonly at: 'opening' }
  | { readonly at: 'out'; readonly error?: unknown; readonly hasLeft?: boolean }
  | {
      readonly at: 'stating';
      readonly opening: Opening;
      readonly before?: Statement;
      readonly isIdle?: boolean;
      readonly hasLost?: boolean;
    }
  | { readonly at: 'in'; readonly opening: Opening; readonly officer: Officer; readonly statement: Statement };

/** From nobody to an officer with a purpose, and back. */
export function App(props: { readonly settings: ConsoleSettings; readonly opening: Promise<Opening> | undefined }) {
  const { settings, opening } = props;
  const [stage, setStage] = useState<Stage>(opening ? { at: 'opening' } : { at: 'out' });
  useEffect(() => {
    opening?.then(
      (opened) => setStage({ at: 'stating', opening: opened }),
      (error: unknown) => setStage({ at: 'out', error }),
    );
  }, [opening]);
  const { receipts, note, forget } = useReceipts();
  useEffect(() => {
    if (stage.at !== 'in') document.title = shellTexts.product;
  }, [stage.at]);
  if (stage.at === 'opening') return <SignIn settings={settings} isWorking />;
  if (stage.at === 'out') return <SignIn settings={settings} error={stage.error} hasLeft={stage.hasLeft ?? false} />;
  if (stage.at === 'stating') {
    const begin = ({ officer, statement }: Begun) => {
      // Another officer has not chosen the record that is in the address: it is not asked for in their name.
      if (stage.opening.officer && stage.opening.officer !== officer) leavePage();
      setStage({ at: 'in', opening: { ...stage.opening, officer }, officer, statement });
    };
    return <StatementForm {...stage} begin={begin} />;
  }
  const { opening: by, officer, statement } = stage;
  return (
    <SignedIn
      officer={officer}
      statement={statement}
      receipts={receipts}
      noteReceipt={note}
      change={() => setStage({ at: 'stating', opening: by, before: statement })}
      idle={() => setStage({ at: 'stating', opening: by, before: statement, isIdle: true, hasLost: isUnsaved() })}
      signInAgain={() => {
        leavePage();
        forget();
        setStage({ at: 'out' });
      }}
      leave={() => {
        void officer.leave();
        leavePage();
        forget();
        setStage({ at: 'out', hasLeft: true });
      }}
    />
  );
}

/** Mounted for one officer and statement. */
function SignedIn(
  props: Omit<Session, 'noteReceipt' | 'orStay'> & {
    readonly noteReceipt: (noted: NotedReceipt) => void;
    idle(): void;
  },
) {
  const { idle, officer, statement, receipts, noteReceipt: note, change, signInAgain, leave } = props;
  const clients = useMemo(
    () => createClients({ server: new URL('/graphql', location.href).href, token: officer.token }),
    [officer],
  );
  const noteReceipt = useCallback<Session['noteReceipt']>(
    (document, { audit: receipt, requestId, code }) => {
      if (!receipt) return;
      const { purpose } = statement;
      const { agency } = officer;
      note({ receipt, requestId, code, operation: operationOf(document), at: new Date(), purpose, agency });
    },
    [officer, statement, note],
  );
  const { orStay, warn, question } = useLoseWork();
  const session = useMemo(
    () => ({
      ...{ officer, statement, receipts, noteReceipt, orStay },
      change: () => orStay(change),
      signInAgain: () => orStay(signInAgain),
      leave: () => orStay(leave),
    }),
    [officer, statement, receipts, noteReceipt, orStay, change, signInAgain, leave],
  );
  return (
    <>
      <Viewing session={session} clients={clients} />
      <IdleWatch onUnsaved={warn} onEnd={idle} />
      {question}
    </>
  );
}

/** The receipts from sign-in to sign-out, the newest first: they outlast a change of purpose, for they tell nothing that was seen. */
function useReceipts() {
  const [receipts, setReceipts] = useState<readonly NotedReceipt[]>([]);
  const note = useCallback((noted: NotedReceipt) => {
    const { log, index } = noted.receipt;
    setReceipts((before) =>
      before.some(({ receipt }) => receipt.log === log && receipt.index === index) ? before : [noted, ...before],
    );
  }, []);
  const forget = useCallback(() => setReceipts([]), []);
  return { receipts, note, forget };
}
