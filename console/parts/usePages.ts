import { useEffect, useMemo, useRef, useState } from 'react';
import { useViewerClient } from '../../client/bindings/react.js';
import type { Answered } from '../../client/index.js';
import { outcomeOf, useSession } from '../shell/session.js';
import type { Document } from './document.js';
import { type Asked, useAnswer } from './useAnswer.js';

/** A list that is asked page by page. */
export interface Pages<Data> {
  /** Of the first page. */
  readonly asked: Asked<Data>;
  /** What was answered so far, in order. */
  readonly answers: readonly Answered<Data>[];
  /** Asks for the page behind them; undefined: there is none, or it is being asked for. */
  readonly more: (() => void) | undefined;
  readonly isAsking: boolean;
  /** Why the page behind them did not come. */
  readonly error: unknown;
}

interface Further<Data> {
  readonly of: Answered<Data> | undefined;
  readonly answers: readonly Answered<Data>[];
  readonly isAsking: boolean;
  readonly error?: unknown;
}

const none: readonly never[] = [];

/** Asks for the first page, and for further ones on request. `cursorOf` says where the next one begins; undefined: there is none. */
export function usePages<Data, Variables extends object>(
  document: Document<Data, Variables>,
  variables: Variables | undefined,
  cursorOf: (answer: Answered<Data>) => string | undefined,
): Pages<Data> {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  const asked = useAnswer(document, variables);
  const first = asked.state === 'answered' ? asked.answer : undefined;
  const [held, hold] = useState<Further<Data>>({ of: undefined, answers: none, isAsking: false });
  const stop = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked behind another first page is nobody's any more
  useEffect(() => () => stop.current?.abort(), [first]);
  // Invariant: pages behind another first page are not shown.
  const further: Further<Data> = held.of === first ? held : { of: first, answers: none, isAsking: false };
  const answers = useMemo(() => (first ? [first, ...further.answers] : none), [first, further.answers]);
  const last = answers.at(-1);
  const after = last && cursorOf(last);
  const ask = () => {
    const breaker = new AbortController();
    stop.current = breaker;
    const show = (next: Partial<Further<Data>>) =>
      breaker.signal.aborted || hold({ of: first, answers: further.answers, isAsking: false, ...next });
    show({ isAsking: true });
    client.ask<Data>({ query: document, variables: { ...variables, after } }, { signal: breaker.signal }).then(
      (answer) => {
        noteReceipt(document, answer.extensions);
        show({ answers: [...further.answers, answer] });
      },
      (error: unknown) => {
        noteReceipt(document, outcomeOf(error));
        show({ error });
      },
    );
  };
  return {
    asked,
    answers,
    more: after === undefined || further.isAsking ? undefined : ask,
    isAsking: further.isAsking,
    error: further.error,
  };
}
