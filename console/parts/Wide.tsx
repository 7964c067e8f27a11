import type { ReactNode } from 'react';

/** What may be wider than the page, and scrolls within itself: reached by the keyboard, under a name. */
export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="wide" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
