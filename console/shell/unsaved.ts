/* Whether somebody's work is on the page alone. The browser keeps nothing: what ends the page, or forgets what it shows, would lose it. */

let held: (() => void) | undefined;

/** Says that there is such work, and how it is saved as a file of the officer as it is now; undefined: there is none any more. */
export function noteUnsaved(save: (() => void) | undefined): void {
  held = save;
}

/** Whether there is such work. */
export const isUnsaved = (): boolean => held !== undefined;

/** Saves it, where there is some. */
export function saveUnsaved(): void {
  held?.();
  held = undefined;
}

/** Does at once what would lose such work where there is none, and else leaves it to `ask`. */
export function orAsk(lose: () => void, ask: (lose: () => void) => void): void {
  if (isUnsaved()) ask(lose);
  else lose();
}

/**
 * The browser asks before it reloads or closes the page with such work.
 *
 * @returns ends it: with the viewer the work ends too
 */
export function watchUnload(page: EventTarget): () => void {
  const ask = (event: Event) => {
    if (isUnsaved()) event.preventDefault();
  };
  page.addEventListener('beforeunload', ask);
  return () => {
    page.removeEventListener('beforeunload', ask);
    noteUnsaved(undefined);
  };
}
