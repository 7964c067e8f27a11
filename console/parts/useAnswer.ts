import { useEffect, useState } from 'react';
import { useViewerClient } from '../../client/bindings/react.js';
import type { Answered } from '../../client/index.js';
import { outcomeOf, useSession } from '../shell/session.js';
import type { Document } from './document.js';

/** How far a question is. */
export type Asked<Data> =
  | { readonly state: 'idle' }
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown; readonly again: () => void }
  | { readonly state: 'answered'; readonly answer: Answered<Data>; readonly again: () => void };

/**
 * Asks for the viewer, purpose and case of this tree; anew where document or variables change, not at all where `variables` is
 * undefined. An answer of before is never shown for what is asked now.
 */
export function useAnswer<Data, Variables extends object>(
  document: Document<Data, Variables>,
  variables: Variables | undefined,
): Asked<Data> {
  const client = useViewerClient();
  const { noteReceipt } = useSession();
  const [turn, setTurn] = useState(0);
  const key = variables && JSON.stringify([document, variables, turn]);
  const [held, hold] = useState<{ readonly key: string; readonly asked: Asked<Data> }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is document and variables, by their values
  useEffect(() => {
    if (key === undefined) return;
    const stop = new AbortController();
    const again = () => setTurn((before) => before + 1);
    const show = (asked: Asked<Data>) => stop.signal.aborted || hold({ key, asked });
    client.ask<Data>({ query: document, variables: { ...variables } }, { signal: stop.signal, again: turn > 0 }).then(
      (answer) => {
        noteReceipt(document, answer.extensions);
        show({ state: 'answered', answer, again });
      },
      (error: unknown) => {
        noteReceipt(document, outcomeOf(error));
        show({ state: 'failed', error, again });
      },
    );
    return () => stop.abort();
  }, [client, key]);
  if (key === undefined) return { state: 'idle' };
  return held?.key === key ? held.asked : { state: 'loading' };
}
