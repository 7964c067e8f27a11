import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { type Answered, ClientError, isAskersFault, missingSources, Refusal } from '../../client/index.js';
import { useSession } from '../shell/session.js';
import { SignInError } from '../signIn/signInError.js';
import { partTexts as texts } from '../texts/parts.js';
import { shellTexts } from '../texts/shell.js';
import { useShownOnPaper } from './paper/shownOnPaper.js';
import type { Asked } from './useAnswer.js';

/** A question in each of its states. `children` shows the answer; what it lacks is said above it, its receipt below. */
export function AnswerView<Data>(props: {
  readonly asked: Asked<Data>;
  readonly children: (answer: Answered<Data>) => ReactNode;
  /** Shown while nothing is asked. */
  readonly idle?: ReactNode;
}) {
  const { asked, children, idle = null } = props;
  useShownOnPaper(asked.state === 'answered' ? asked.answer : undefined);
  if (asked.state === 'idle') return idle;
  if (asked.state === 'loading') return <Loading />;
  if (asked.state === 'failed') return <Failure error={asked.error} again={asked.again} />;
  return (
    <>
      <Faults answer={asked.answer} />
      <Missing answer={asked.answer} again={asked.again} />
      {children(asked.answer)}
      <ReceiptLine answer={asked.answer} />
    </>
  );
}

export function Loading() {
  return (
    <p className="loading" role="status">
      {texts.loading}
    </p>
  );
}

/** Why there is no answer: its code, a sentence, the hint of the server. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const { signInAgain } = useSession();
  const code = String((error as { readonly code?: unknown }).code ?? 'INTERNAL');
  const hints = error instanceof Refusal ? error.errors.map(({ extensions }) => extensions.hint) : [];
  const isSignedOut = (error instanceof Refusal && error.status === 401) || !(error instanceof ClientError);
  return (
    <div className="notice notice-failed" role="alert">
      <h2>{texts.failed}</h2>
      <p>{wordsOf(error, code)}</p>
      {hints.map((hint) => hint && <p key={hint}>{hint}</p>)}
      <p className="small">
        <span className="code">{texts.code(code)}</span>
        {error instanceof Refusal && error.requestId && <span className="code">{texts.request(error.requestId)}</span>}
      </p>
      <p className="actions not-print">
        {again && (
          <Button className="button" onPress={again}>
            {texts.again}
          </Button>
        )}
        {isSignedOut && (
          <Button className="button" onPress={signInAgain}>
            {texts.signInAgain}
          </Button>
        )}
      </p>
    </div>
  );
}

function wordsOf(error: unknown, code: string): string | undefined {
  if (error instanceof SignInError) return shellTexts.signIn.errors[code];
  return texts.failures[code] ?? (error instanceof ClientError ? error.message : texts.failures.INTERNAL);
}

/** What the server says was wrong in the question, where it answered the rest. */
function Faults({ answer }: { readonly answer: Answered }) {
  const said = new Set(answer.errors?.filter(isAskersFault).map(({ message }) => message));
  if (said.size === 0) return null;
  return (
    <div className="notice notice-partial" role="alert">
      {[...said].map((message) => (
        <p key={message}>
          <bdi>{message}</bdi>
        </p>
      ))}
    </div>
  );
}

/** Sources that did not answer, and a way to ask once more. */
export function Missing({ answer, again }: { readonly answer: Answered; readonly again?: () => void }) {
  const sources = missingSources(answer);
  if (sources.length === 0) return null;
  return (
    <div className="notice notice-partial" role="status">
      <p>{texts.partial(sources.map(({ source }) => source).join(', '))}</p>
      {again && (
        <Button className="button quiet" onPress={again}>
          {texts.again}
        </Button>
      )}
    </div>
  );
}

/** Where an answer stands in the log. */
export function ReceiptLine({ answer }: { readonly answer: Pick<Answered, 'extensions'> }) {
  const { audit } = answer.extensions;
  if (!audit) return null;
  return (
    <p className="receipt" title={texts.receiptHint}>
      {texts.receipt(audit.log, audit.index)}
    </p>
  );
}
