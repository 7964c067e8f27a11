import { createContext, useContext, useEffect } from 'react';
import type { Answered } from '../../../client/index.js';

/** An answer that is on the page. */
export type ShownAnswer = Pick<Answered, 'data' | 'extensions'>;

/** Takes note of an answer on a sheet; what it returns forgets it. */
export type NoteShown = (answer: ShownAnswer) => () => void;

const Context = createContext<NoteShown>(() => () => undefined);
export const ShownOnPaper = Context.Provider;

/** The sheet around, if there is one, prints where this answer stands in the log. */
export function useShownOnPaper(answer: ShownAnswer | undefined): void {
  const note = useContext(Context);
  useEffect(() => answer && note(answer), [note, answer]);
}
