import { useCallback, useRef } from 'react';
import { useRemembered } from '../../../shell/pageMemory.js';
import { type SeenHead, withHeads } from './heads.js';

/** The heads that were seen in this session, and a way to add some. */
export interface KnownHeads {
  readonly heads: readonly SeenHead[];
  add(notes: readonly string[]): void;
}

/** The heads that were seen in this session. Called once on a page: two callers would not see each other's. */
export function useHeads(): KnownHeads {
  const [heads, setHeads] = useRemembered<readonly SeenHead[]>('audit.heads', []);
  // Why: several proofs of one page add theirs before it is drawn again.
  const latest = useRef(heads);
  const remember = useRef(setHeads);
  remember.current = setHeads;
  const add = useCallback((notes: readonly string[]) => {
    const next = withHeads(latest.current, notes, new Date());
    if (next.length === latest.current.length) return;
    latest.current = next;
    remember.current(next);
  }, []);
  return { heads, add };
}
