import type { ReactNode } from 'react';

/** What may be wider than the page, and scrolls within itself: reached by the keyboard, under a name. */
export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset; nor a landmark, of which a page would have too many
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <div className="wide" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
