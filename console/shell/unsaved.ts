import { useEffect } from 'react';

/* Whether somebody's work is on the page alone. The browser keeps nothing: what ends the page, or forgets what it shows, would lose it. */

let isHeld = false;

/** Says whether there is such work, until it is said anew. */
export function noteUnsaved(isNow: boolean): void {
  isHeld = isNow;
}

export const isUnsaved = (): boolean => isHeld;

/** The browser asks before it reloads or closes the page with such work; with the viewer the work ends too. */
export function useUnsavedWarning(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isHeld) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('beforeunload', ask);
      isHeld = false;
    };
  }, []);
}
