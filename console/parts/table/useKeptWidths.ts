import { type RefObject, useLayoutEffect } from 'react';

/** Keeps columns as wide as they once were, so that they do not move while other rows come into sight. Forgotten with its component. */
export function useKeptWidths(area: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    for (const head of headsOf(area.current))
      if (head.offsetWidth > Number.parseFloat(head.style.minWidth || '0'))
        head.style.minWidth = `${head.offsetWidth}px`;
  });
  useLayoutEffect(() => {
    const held = area.current;
    return () => {
      for (const head of headsOf(held)) head.style.minWidth = '';
    };
  }, [area]);
}

const headsOf = (area: HTMLElement | null) => area?.querySelectorAll<HTMLElement>('thead th') ?? [];
