import { createContext, type ReactNode, useContext, useState } from 'react';

const Context = createContext<Map<string, unknown>>(new Map());

/** What pages remember of what was typed and chosen, so that "back" finds it: under one viewer, purpose and case, in memory alone. */
export function PageMemory({ children }: { readonly children: ReactNode }) {
  const [held] = useState(() => new Map<string, unknown>());
  return <Context.Provider value={held}>{children}</Context.Provider>;
}

/**
 * State of a page that outlasts its leaving, as long as the viewer stays the same. The address has none of it. What is
 * set by a function is made of what is remembered then, however long ago the function was made.
 */
export function useRemembered<T>(key: string, first: T): readonly [T, (next: T | ((before: T) => T)) => void] {
  const held = useContext(Context);
  const [value, setValue] = useState<T>(() => (held.has(key) ? (held.get(key) as T) : first));
  const remember = (next: T | ((before: T) => T)) => {
    const before = held.has(key) ? (held.get(key) as T) : first;
    const now = typeof next === 'function' ? (next as (before: T) => T)(before) : next;
    held.set(key, now);
    setValue(now);
  };
  return [value, remember];
}
