import { useEffect, useRef, useState } from 'react';
import { useViewerClient } from '../../../client/bindings/react.js';
import { type Answered, ClientError, Refusal } from '../../../client/index.js';
import { useRemembered } from '../../shell/pageMemory.js';
import { outcomeOf, useSession } from '../../shell/session.js';
import type { Asked } from './question/curlOf.js';

/** What the last question came to. */
export type Run =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'answered'; readonly answer: Answered; readonly ms: number }
  | { readonly state: 'failed'; readonly error: unknown; readonly ms: number };

/** A question of this session under this purpose, without its answer. */
export interface Ran {
  readonly query: string;
  /** As typed. */
  readonly variables: string;
  readonly operation: string;
  readonly at: Date;
  readonly ms: number;
  /** Undefined: it was answered. */
  readonly code: string | undefined;
  readonly index: number | undefined;
}

/** More are not kept: the oldest is forgotten. */
const MOST_RAN = 100;

/** Runs questions, one at a time. Each run asks the server: who presses the button wants to know what is so now. */
export function useRun() {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const [history, setHistory] = useRemembered<readonly Ran[]>('workbench.history', []);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async (asked: Asked, variables: string) => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    const [at, since] = [new Date(), performance.now()];
    setRun({ state: 'running' });
    const ended = await client.ask(asked, { signal: own.signal, again: true }).then(
      (answer) => ({ state: 'answered', answer, ms: performance.now() - since }) as const,
      (error: unknown) => ({ state: 'failed', error, ms: performance.now() - since }) as const,
    );
    const outcome = ended.state === 'answered' ? ended.answer.extensions : outcomeOf(ended.error);
    noteReceipt(asked.query, outcome);
    // Nothing of a question that was broken off, or asked for somebody else, is shown.
    if (own.signal.aborted || client.closed.aborted) return;
    setRun(ended);
    const { query, operationName = '' } = asked;
    const code = ended.state === 'failed' ? codeOf(ended.error) : undefined;
    const ran = { query, variables, operation: operationName, at, ms: ended.ms, code, index: outcome.audit?.index };
    setHistory([ran, ...history].slice(0, MOST_RAN));
  };
  const cancel = () => {
    stop.current?.abort();
    setRun({ state: 'idle' });
  };
  return { run, history, start, cancel };
}

/** Why a question has no answer, in one word. */
export function codeOf(error: unknown): string {
  return error instanceof ClientError || error instanceof Refusal ? error.code : 'INTERNAL';
}
